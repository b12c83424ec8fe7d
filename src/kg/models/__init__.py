"""The shipped language models; their card is README.md beside them."""
