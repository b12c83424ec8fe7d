"""The whole way from a data folder to a package, as recipe.yaml says; finished steps are not repeated."""

from __future__ import annotations

import hashlib
import json
import logging
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import torch
import yaml
from torch import Tensor

from kg.parsing.features import ROWS, WIDTHS
from kg.parsing.layout import layout
from kg.training import annotated
from kg.training import corpora as corpora_module
from kg.training.batches import Lexicon, Sample
from kg.training.classes import DISTRICTS, word_classes
from kg.training.corpora import DOMAINS, NAMES
from kg.training.development import score_trees
from kg.training.loop import Mixture, Plan, train
from kg.training.naming import score_names, swapped
from kg.training.net import Net, Shape
from kg.training.news import paragraph_words, paragraphs, read_texts
from kg.training.package import save
from kg.training.pretraining import Cloze, begin, pretrain
from kg.training.silver import Teacher, from_brackets, from_news
from kg.training.vectors import read_vectors, train_vectors, write_words

log = logging.getLogger(__name__)
State = Mapping[str, Tensor]
NEWS = ("news/clean.jsonl.gz", "news/noisy.jsonl.gz", "news/tokenised.jsonl.gz")


class Kitchen:
    """A data folder, our own annotations, a recipe, and a folder for what is in the making."""

    def __init__(
        self,
        data: Path,
        annotations: Path,
        work: Path,
        recipe: Path | None = None,
        exclude: Collection[str] = (),
    ) -> None:
        source = recipe or resources.files("kg.training") / "recipe.yaml"
        self.recipe: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
        self.data, self.work, self.exclude = data, work, frozenset(exclude)
        work.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(1)
        self.corpora = corpora_module.load(data)
        self.annotations = annotations
        self.annotated = annotated.load(annotations, data / NEWS[0], self.corpora, self.exclude)
        self.classes = word_classes(data)

    def cook(self, target: Path) -> dict[str, float]:
        """Make the package; returns the scores on development data."""
        teachers = [
            self._teacher(number, settings) for number, settings in enumerate(self.recipe["teachers"])
        ]
        lexicon = self._lexicon(self.recipe["vectors"])
        samples = self._gold() | self._silver(teachers, self.recipe["silver"])
        net = self._train("student", self.recipe["student"], samples, lexicon)
        if "again" in self.recipe:  # the student teaches itself, with the first teacher as its check
            both = [Teacher(net=net, lexicon=lexicon), teachers[0]]
            samples = self._gold() | self._silver(both, self.recipe["silver_again"])
            net = self._train("again", self.recipe["again"], samples, lexicon, start=net.state_dict())
        net = self._train("tuned", self.recipe["tuning"], samples, lexicon, start=net.state_dict())
        samples |= self.annotated
        net = self._settled(net, samples, lexicon)
        namer = self._namer(net, lexicon)
        scores = self.scores(net, lexicon, namer)
        about = {"files": self.hashes(), "recipe": self.recipe, "development": scores}
        size = save(target, net, namer, self.corpora, lexicon, about)
        log.info("%s: %.1f MB", target, size / 1e6)
        return scores

    def _settled(self, net: Net, samples: Mapping[str, Sequence[Sample]], lexicon: Lexicon) -> Net:
        """The mean of networks that went on from `net` with what was annotated, each with another seed."""
        plan = {key: value for key, value in self.recipe["settling"].items() if key != "seeds"}
        runs = [
            self._train(f"settled{seed}", {**plan, "seed": seed}, samples, lexicon, start=net.state_dict())
            for seed in self.recipe["settling"]["seeds"]
        ]
        states = [run.state_dict() for run in runs]
        mean = Net(net.shape)
        mean.load_state_dict({key: torch.stack([s[key] for s in states]).mean(0) for key in states[0]})
        return mean.eval()

    def scores(self, net: Net, lexicon: Lexicon, namer: Net | None = None) -> dict[str, float]:
        """Trees and names on development data."""
        trees = score_trees(net, self.corpora.dev, self.corpora, lexicon, layout("id"))
        names = score_names([net, namer] if namer else [net], self._names_dev(), lexicon)
        return {**trees, **{f"names {kind}": value for kind, value in names.items()}}

    def _names_dev(self) -> list[Sample]:
        return self.corpora.name_samples(self.corpora.names_dev, "idner2k")

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file of training data."""
        lists = [
            *corpora_module.TREEBANKS.values(),
            *corpora_module.NAMED.values(),
            corpora_module.BRACKETED,
            NEWS,
        ]
        paths = sorted({path for group in lists for path in group} | {corpora_module.NAMED_DEV, DISTRICTS})
        files = {path: self.data / path for path in paths}
        files |= {f"annotated/{name}": self.annotations / name for name in (annotated.HEADS, annotated.NAMED)}
        return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}

    def _lexicon(self, settings: Mapping[str, Any]) -> Lexicon:
        settings = {**self.recipe["vectors"], **settings}
        path = self.work / f"{settings['model']}-{settings['buckets']}.floret"
        if not path.exists():
            train_vectors(self._words(), path, settings)
        return Lexicon(read_vectors(path), classes=self.classes)

    def _words(self) -> Path:
        """All news in words, a paragraph a line."""
        path = self.work / "words.txt"
        if not path.exists():
            log.info("words of news: %d", write_words(self.data / "news", path, self.exclude))
        return path

    def _gold(self) -> dict[str, list[Sample]]:
        made = {name: self.corpora.tree_samples(trees, name) for name, trees in self.corpora.trees.items()}
        made |= {name: self.corpora.name_samples(named, name) for name, named in self.corpora.named.items()}
        return made | {"icon": self.corpora.aux_samples()}

    def _namer(self, net: Net, lexicon: Lexicon) -> Net:
        """The second reader of names, trained beside `net`.

        It is chosen by how well both read the development data, as it is and with persons called by others'
        names.
        """
        settings = self.recipe["names"]
        gold = {name: self.corpora.name_samples(named, name) for name, named in self.corpora.named.items()}
        gold["annotated"] = self.annotated["annotated"]
        known = self._names_dev()
        others = swapped(known, settings["tuning"]["seed"])

        def trained(name: str, plan: str, samples: Mapping[str, Sequence[Sample]], start: State) -> Net:
            def check(namer: Net, _: int) -> float:
                return sum(score_names([net, namer], dev, lexicon)["all"] for dev in (known, others)) / 2

            network = settings["network"]
            return self._train(
                name, settings[plan], samples, lexicon, start=start, network=network, check=check
            )

        taught = trained("names_taught", "teaching", gold, self._pretrained(settings, lexicon))
        people = swapped([*gold["idner2k"], *gold["nerui"], *gold["annotated"]], settings["tuning"]["seed"])
        return trained("names", "tuning", gold | {"swapped": people}, taught.state_dict())

    def _pretrained(self, settings: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Tensor]:
        """What a network for names knows before it learns any."""
        path = self.work / "guessing.pt"
        if not path.exists():
            plan = Cloze(**settings["pretraining"])
            torch.manual_seed(plan.seed)
            net = Net(self._shape(lexicon, settings["network"]))
            with self._words().open(encoding="utf-8") as lines:
                torch.save(pretrain(net, [line.split() for line in lines], lexicon, plan), path)
        learnt: dict[str, Tensor] = torch.load(path, weights_only=True)
        return learnt

    def _shape(self, lexicon: Lexicon, network: Mapping[str, int]) -> Shape:
        return Shape(
            vectors=lexicon.subwords.rows.shape[1],
            rows=ROWS,
            widths=WIDTHS,
            labels=len(self.corpora.labels),
            relations=len(self.corpora.relations),
            names=len(NAMES),
            aux=len(self.corpora.aux),
            domains=len(DOMAINS),
            **network,
        )

    def _train(
        self,
        name: str,
        settings: Mapping[str, Any],
        samples: Mapping[str, Sequence[Sample]],
        lexicon: Lexicon,
        start: State | None = None,
        network: Mapping[str, int] | None = None,
        check: Callable[[Net, int], float] | None = None,
    ) -> Net:
        path = self.work / f"{name}.pt"
        torch.manual_seed(settings["seed"])
        net = Net(self._shape(lexicon, network or self.recipe["network"]))
        if path.exists():
            net.load_state_dict(torch.load(path, weights_only=True))
            net.eval()
            return net
        if start is not None:
            begin(net, start)
        for word in [w.form for t in self.corpora.dev for w in t.words]:
            lexicon.place(word)
        for named in self.corpora.names_dev:
            for word in named.forms:
                lexicon.place(word)
        mixtures = [Mixture(samples=samples[key], share=share) for key, share in settings["shares"].items()]
        plan = Plan(**{key: value for key, value in settings.items() if key != "shares"})
        net = train(net, mixtures, lexicon, plan, check or (lambda n, _: self._worth(name, n, lexicon)))
        torch.save(net.state_dict(), path)
        return net

    def _worth(self, name: str, net: Net, lexicon: Lexicon) -> float:
        scores = self.scores(net, lexicon)
        log.info("%s: %s", name, " ".join(f"{key}={100 * value:.2f}" for key, value in scores.items()))
        return worth(scores)

    def _teacher(self, number: int, settings: Mapping[str, Any]) -> Teacher:
        lexicon = self._lexicon(settings["vectors"])
        plan = {**self.recipe["teaching"], "seed": settings["seed"], "steps": settings["steps"]}
        return Teacher(net=self._train(f"teacher{number}", plan, self._gold(), lexicon), lexicon=lexicon)

    def _silver(self, teachers: Sequence[Teacher], settings: Mapping[str, Any]) -> dict[str, list[Sample]]:
        brackets = from_brackets(teachers, self.corpora.bracketed, self.corpora)
        chosen = _first(self._news(settings), settings["words"])
        news, counts = from_news(teachers, chosen, self.corpora, layout("id"), settings["agreement"])
        log.info("silver: %s", json.dumps(counts))
        return {"icon": brackets, "silver": news}

    def _news(self, settings: Mapping[str, Any]) -> list[list[str]]:
        """Paragraphs of a share of the clean news, in words, in random order."""
        page = layout("id")
        rng = random.Random(settings["seed"])
        chosen: list[list[str]] = []
        seen: set[str] = set()
        for _, text in read_texts(self.data / NEWS[0], self.exclude):
            if rng.random() > settings["articles"]:
                continue
            for line in list(paragraphs(text))[: settings["paragraphs"]]:
                if line in seen or len(line) < 30:
                    continue
                seen.add(line)
                forms = paragraph_words(page, line)
                if 5 < len(forms) <= settings["longest"]:
                    chosen.append(forms)
        rng.shuffle(chosen)
        return chosen


def worth(scores: Mapping[str, float]) -> float:
    """What a model is chosen by: relations first, then names, parts of speech and sentences."""
    return scores["las"] + 0.7 * scores["names all"] + 0.3 * scores["upos"] + 0.1 * scores["sentences"]


def _first(items: Sequence[list[str]], words_wanted: int) -> list[list[str]]:
    taken, size = [], 0
    for item in items:
        if size >= words_wanted:
            break
        taken.append(item)
        size += len(item)
    return taken
