"""Measures what others' libraries do on the files that xtask/bench.sh made; prints name<TAB>value<TAB>unit lines."""

import sys
import time


def join(path):
    from datasketch import MinHash, MinHashLSH

    with open(path, encoding="utf-8") as file:
        texts = [line.rstrip("\n").lower() for line in file]
    start = time.perf_counter()
    index = MinHashLSH(threshold=0.7, num_perm=128)
    pairs = 0
    sets = [{text[at : at + 5].encode() for at in range(len(text) - 4)} for text in texts]
    for number, marks in enumerate(MinHash.generator(sets, num_perm=128)):
        pairs += len(index.query(marks))
        index.insert(number, marks)
    print(f"join-seconds\t{time.perf_counter() - start:.1f}\ts")
    print(f"join-pairs\t{pairs}\tcandidate pairs")


def phones(path):
    import phonenumbers

    with open(path, encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t") for line in file]
    start = time.perf_counter()
    right = sum(read(phonenumbers, written) == phone for phone, written in pairs)
    seconds = time.perf_counter() - start
    print(f"phones-per-second\t{len(pairs) / seconds:.0f}\tphones/s, one core")
    print(f"phones-right\t{100 * right / len(pairs):.2f}\t%")


def read(library, written):
    for found in library.PhoneNumberMatcher(written, "KZ"):
        return library.format_number(found.number, library.PhoneNumberFormat.E164)
    return None


{"join": join, "phones": phones}[sys.argv[1]](sys.argv[2])
