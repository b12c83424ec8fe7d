"""Training the language models: from a folder of treebanks, NER sets and news to the shipped package.

Nothing here is imported by the other rooms; it needs the extra `train`.
"""
