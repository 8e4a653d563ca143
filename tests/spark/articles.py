"""A corpus of made-up articles, news-like, the same for the same seed: texts and pages with furniture, and lines that are bad.

Accents, combining marks, Chinese, Arabic, Hebrew, emoji with joiners and `\\r\\n` are in many of them.
"""

import gzip
import json
import random
from pathlib import Path

PEOPLE = [
    "Zoë Marchetti",
    "José de la Cruz",
    "Ann O'Hara",
    "Émile Okafor",
    "Li Wei (李伟)",
    "Leila Haddad (ليلى حداد)",
    "Noa Levi (נועה לוי)",
]
PLACES = [
    "Paris",
    "Boston",
    "Mexico City",
    "Zürich",
    "São Paulo",
    "Kyoto (京都)",
    "Cairo (القاهرة)",
    "Geneva",
    "Toronto",
    "Nairobi",
]
BODIES = [
    "the Supreme Court",
    "the 9th Circuit",
    "the Environmental Protection Agency",
    "the Senate",
    "the FBI",
    "the United Nations",
]
BODIES += ["the European Commission", "the Justice Department", "the Federal Reserve", "the Court of Appeal"]
FIRMS = ["CNN", "Ellery Post", "Red Cross", "Harvard University", "Reuters", "Democratic Party", "Café Lumière"]
LAWS = ["the First Amendment", "the Clean Air Act", "Roe v. Wade", "the Affordable Care Act", "the Paris Agreement"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "last week", "in June 2019", "on March 5, 2024"]
EXTRAS = ["👩‍🚀", "漢字", "cafe\u0301", "naïve", "مرحبا", "שלום", "🇨🇭", "½"]
SENTENCES = [
    "{body} said {day} that {firm} had asked {person} for the papers two years ago.",
    "{person}, who lives in {place}, told {firm} that nothing in {law} stands in the way {extra}.",
    "A judge in {place} wrote {day} that {body} may go on, and that {law} says no more than that.",
    "Officials of {body} met {person} in {place}; the talks are to go on after {day}.",
    "“It is about {extra} and about people,” {person} said in {place}.",
    "The ruling, which cites {law}, leaves the matter to {body} and to the council of {place}.",
    "Neither {firm} nor {body} answered questions that were put to them {day}.",
]
HEADLINES = [
    "{body} halts sale in {place}",
    "{person} wins case on {law}",
    "{place} waits for {body}",
    "{firm} sues over {law} {extra}",
]
FOOTERS = [
    "Share this article",
    "Subscribe to our newsletter",
    "© 2024 The Ellery Post. All rights reserved.",
    "Read more: Ten walks along the coast",
]
# A bad line, and what is wrong with it.
BAD = [
    b"",
    b"   ",
    b"not json",
    b'{"id": "cut", "text": "The court',
    b'{"id": "none"}',
    b"[1, 2]",
    b'{"id": "byte", "text": "caf\xe9"}',
]
BAD += [b'{"id": "both", "text": "a", "html": "b"}', b'{"id": 1.5, "text": "a"}', b'{"id": "half", "text": "\\ud83d"}']


def write(folder: Path, articles: int, parts: int, seed: int = 7) -> list[Path]:
    """Writes `articles` lines in files of unequal length, the last one packed, and gives the files in their order."""
    chance = random.Random(seed)
    length = articles // parts
    cuts = [number * length + chance.randint(-length // 3, length // 3) for number in range(1, parts)]
    files = []
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, articles], strict=True)):
        content = b"".join(line(chance, at) + (b"\r\n" if at % 50 == 0 else b"\n") for at in range(start, end))
        name = f"{'early' if number < parts // 2 else 'late'}/part-{number:05}.jsonl"
        file = folder / (name + ".gz" if number == parts - 1 else name)
        file.parent.mkdir(parents=True, exist_ok=True)
        # One file ends without a line end, one begins with a byte order mark.
        content = content[:-1] if number == 1 else content
        content = b"\xef\xbb\xbf" + content if number == 0 else content
        file.write_bytes(gzip.compress(content, 1, mtime=0) if file.suffix == ".gz" else content)
        files.append(file)
    return files


def line(chance: random.Random, number: int) -> bytes:
    """An article as a JSON line, one in a hundred bad."""
    if chance.random() < 0.01:
        return chance.choice(BAD)
    # Some have no id, some a number, some one that another has.
    names: list[dict[str, object]] = [{"id": f"article-{number:06}"}, {}, {"id": number}, {"id": "again"}]
    made = chance.choices(names, [97, 1, 1, 1])[0]
    title, paragraphs = article(chance)
    if chance.random() < 0.1:
        made |= {"html": page(title, paragraphs), "url": f"https://news.example/{number}"}
    else:
        made["text"] = ("\r\n\r\n" if chance.random() < 0.2 else "\n\n").join([title, *paragraphs])
    if chance.random() < 0.002:
        made["text"], made["html"] = "", None
    return json.dumps(made, ensure_ascii=chance.random() < 0.1).encode()


def article(chance: random.Random) -> tuple[str, list[str]]:
    """A headline and the paragraphs under it: byline, date, body, footer; 500 to 1,200 characters in all."""
    said = [sentence(chance, SENTENCES) for _ in range(chance.randint(4, 9))]
    body = [" ".join(said[at : at + 2]) for at in range(0, len(said), 2)]
    date = f"March {chance.randint(1, 28)}, {chance.randint(2017, 2025)}"
    head = [f"By {chance.choice(PEOPLE)}", f"Published {date}"] if chance.random() < 0.8 else []
    return sentence(chance, HEADLINES), [*head, *body, *chance.sample(FOOTERS, 2)]


def sentence(chance: random.Random, among: list[str]) -> str:
    """One of the sentences, filled in."""
    words = {"body": BODIES, "firm": FIRMS, "person": PEOPLE, "place": PLACES, "law": LAWS, "day": DAYS, "extra": EXTRAS}
    made = chance.choice(among).format(**{name: chance.choice(names) for name, names in words.items()})
    return made[0].upper() + made[1:]


def page(title: str, paragraphs: list[str]) -> str:
    """The article as a page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
