"""Writes the character tables of the three tokenizer modes by asking the references, code point by code point.

hf-fast-characters.txt   from the Rust library `tokenizers`, which carries frozen Unicode tables
python-characters.txt    from CPython's own Unicode tables, which `hf-slow` and `google` run on

    python unicode_tables.py tokenizer/src/main/resources/org/bert4j/tokenizer

Last run: CPython 3.11 (Unicode 14.0.0), tokenizers 0.22.2.

A table is made of lines "kind entry entry ...", all numbers hexadecimal:
    A-B       the code points A to B
    A-B+C     the code points A to B become A+C to B+C (or A-B-C: A-C to B-C)
    A=B,C     the code point A becomes B, C
"""

import os
import platform
import sys
import unicodedata

import tokenizers
from tokenizers import normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
HANGUL = range(0xAC00, 0xD7A4)  # decomposed by arithmetic, not by a table


def main(folder):
    write(
        os.path.join(folder, "hf-fast-characters.txt"),
        f"What the Rust library tokenizers {tokenizers.__version__} does with each code point.",
        HfFast(),
    )
    write(
        os.path.join(folder, "python-characters.txt"),
        f"Code points as CPython {platform.python_version()} sees them: "
        f"Unicode {unicodedata.unidata_version}.",
        Python(),
    )


class HfFast:
    """Each question is one call of a normalizer or pre-tokenizer."""

    def __init__(self):
        off = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
        self.clean = normalizers.BertNormalizer(**{**off, "clean_text": True})
        self.cjk = normalizers.BertNormalizer(**{**off, "handle_chinese_chars": True})
        self.strip = normalizers.BertNormalizer(**{**off, "strip_accents": True})
        self.lowercase = normalizers.Lowercase()
        self.nfd = normalizers.NFD()
        self.split = pre_tokenizers.BertPreTokenizer()
        self.known_classes = self.marks_of_known_class()

    def sets(self):
        return {
            "control": [c for c in CODE_POINTS if self.clean.normalize_str("a" + chr(c) + "b") == "ab"],
            "space": [c for c in CODE_POINTS if self.pieces(c) == ["a", "b"]],
            "punctuation": [c for c in CODE_POINTS if self.pieces(c) == ["a", chr(c), "b"]],
            "cjk": [c for c in CODE_POINTS if self.cjk.normalize_str(chr(c)) == " " + chr(c) + " "],
            "mark": [
                c
                for c in CODE_POINTS
                if self.decomposed(c) == chr(c) and self.strip.normalize_str("a" + chr(c)) == "a"
            ],
        }

    def check(self, sets):
        """Cleaning turns into a blank exactly what splits words, and leaves the rest."""
        control, space = set(sets["control"]), set(sets["space"]) | {0x9, 0xA, 0xD}
        for c in CODE_POINTS:
            expected = "ab" if c in control else "a b" if c in space else "a" + chr(c) + "b"
            assert self.clean.normalize_str("a" + chr(c) + "b") == expected, hex(c)

    def pieces(self, c):
        return [piece for piece, _ in self.split.pre_tokenize_str("a" + chr(c) + "b")]

    def lower(self, c):
        return self.lowercase.normalize_str(chr(c))

    def decomposed(self, c):
        return self.nfd.normalize_str(chr(c))

    def combining(self, c):
        """The class shows in how the character is sorted among marks whose class is known."""
        if c == 0x345:
            return 240  # the highest of all
        if self.decomposed(c) != chr(c) or not self.sorts_before(c, "\u0345"):
            return 0
        return max(k for k, mark in self.known_classes if not self.sorts_before(c, mark))

    def marks_of_known_class(self):
        """One mark of each combining class that the library has a class for."""
        marks = {}
        for c in CODE_POINTS:
            k = unicodedata.combining(chr(c))
            if k and k not in marks and self.sorts_before(c, "\u0345"):
                marks[k] = chr(c)
        return sorted(marks.items())

    def sorts_before(self, c, mark):
        swapped = "a" + chr(c) + mark
        return mark != chr(c) and self.nfd.normalize_str("a" + mark + chr(c)) == swapped


class Python:
    """hf-slow and google ask CPython's unicodedata and str."""

    def sets(self):
        category = {c: unicodedata.category(chr(c)) for c in CODE_POINTS}
        blanks = {0x9, 0xA, 0xD}
        return {
            # dropped by google and hf-slow
            "control": [
                c
                for c in CODE_POINTS
                if c in (0, 0xFFFD) or category[c] in ("Cc", "Cf") and c not in blanks
            ],
            # dropped by hf-slow as well
            "unassigned": [c for c in CODE_POINTS if category[c] in ("Cn", "Co")],
            "space": [c for c in CODE_POINTS if chr(c).isspace()],
            "punctuation": [c for c in CODE_POINTS if is_ascii_symbol(c) or category[c][0] == "P"],
            "cjk": [c for first, last in CJK for c in range(first, last + 1)],
            "mark": [c for c in CODE_POINTS if category[c] == "Mn"],
            # for the final sigma: what str.lower() looks for before and after it
            "cased": [c for c in CODE_POINTS if self.makes_final(" ", c)],
            "ignorable": [
                c for c in CODE_POINTS if self.makes_final("a", c) and not self.makes_final(" ", c)
            ],
        }

    def check(self, sets):
        """What is lower-cased stays so under NFC, so that hf-slow may lower-case once."""
        for c in CODE_POINTS:
            once = chr(c).lower()
            assert once.lower() == once, hex(c)
            composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", chr(c)).lower())
            assert composed.lower() == composed, hex(c)

    def makes_final(self, before, c):
        return (before + chr(c) + "\u03a3").lower()[-1] == "\u03c2"

    def lower(self, c):
        return chr(c).lower()

    def decomposed(self, c):
        return unicodedata.normalize("NFD", chr(c))

    def combining(self, c):
        return unicodedata.combining(chr(c))


# google-research/bert tokenization.py, _is_chinese_char
CJK = [
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2F800, 0x2FA1F),
]


def is_ascii_symbol(c):
    return 33 <= c <= 47 or 58 <= c <= 64 or 91 <= c <= 96 or 123 <= c <= 126


def write(path, title, source):
    sets = source.sets()
    source.check(sets)
    lines = [f"# {title}", "# Made by oracle/src/test/python/unicode_tables.py; do not edit."]
    for kind, members in sets.items():
        lines += wrapped(kind, [interval(a, b) for a, b in runs(members)])
    lines += wrapped("lower", mapping(source.lower))
    lines += wrapped("decompose", mapping(source.decomposed, skip=HANGUL))
    check_hangul(source)
    classes = {}
    for c in CODE_POINTS:
        k = source.combining(c)
        if k:
            classes.setdefault(k, []).append(c)
    for k, members in sorted(classes.items()):
        lines += wrapped(f"class{k}", [interval(a, b) for a, b in runs(members)])
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def check_hangul(source):
    for c in HANGUL:
        assert source.decomposed(c) == unicodedata.normalize("NFD", chr(c)), hex(c)


def runs(members):
    found = []
    for c in sorted(members):
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return found


def interval(first, last):
    return f"{first:X}" if first == last else f"{first:X}-{last:X}"


def mapping(function, skip=()):
    """Runs of code points moved by the same distance, and single entries for the rest."""
    entries, run = [], None
    for c in CODE_POINTS:
        to = function(c)
        if c in skip or to == chr(c):
            continue
        if len(to) > 1:
            entries.append(f"{c:X}=" + ",".join(f"{ord(part):X}" for part in to))
            continue
        distance = ord(to) - c
        if run and run[1] == c - 1 and run[2] == distance:
            run[1] = c
            entries[run[3]] = moved(*run[:3])
        else:
            run = [c, c, distance, len(entries)]
            entries.append(moved(c, c, distance))
    return entries


def moved(first, last, distance):
    if first == last:
        return f"{first:X}={first + distance:X}"
    return f"{first:X}-{last:X}{'+' if distance > 0 else '-'}{abs(distance):X}"


def wrapped(kind, entries):
    lines, line = [], kind
    for entry in entries:
        if len(line) + 1 + len(entry) > 100:
            lines.append(line)
            line = kind
        line += " " + entry
    return lines + [line]


if __name__ == "__main__":
    main(sys.argv[1])
