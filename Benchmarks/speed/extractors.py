"""The body text of pages by one Python extractor: prints the processor seconds and the elapsed seconds, imports excluded.

usage: extractors.py NAME LIST     (NAME: resiliparse, trafilatura or readability; LIST: a file with a path a line)
"""
import sys, time


def decode(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda page: extract_plain_text(page, main_content=True)


def trafilatura():
    import trafilatura as peer
    return lambda page: peer.extract(page) or ""


def readability():
    from readability import Document
    return lambda page: Document(page).summary()


MAKERS = {"resiliparse": resiliparse, "trafilatura": trafilatura, "readability": readability}

if __name__ == "__main__":
    with open(sys.argv[2]) as file:
        paths = file.read().split("\n")[:-1]
    read = MAKERS[sys.argv[1]]()
    processor, elapsed, characters = time.process_time(), time.perf_counter(), 0
    for path in paths:
        with open(path, "rb") as file:
            characters += len(read(decode(file.read())))
    print(time.process_time() - processor, time.perf_counter() - elapsed, characters)
