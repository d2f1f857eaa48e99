"""The reading process: reads files that are asked for on its input, each in a child with limits of its own.

It holds no connection and no secret. Starting takes longer than most files, and forking does not; so one process
serves many files, and a hostile one ends its own child alone. Each answer is its length in eight bytes, then JSON.
"""

import os
import resource
import select
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from atalaya_strategies.concepts.recognising import recogniser
from atalaya_strategies.documents.reading.asking import Question
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.languages import warm
from atalaya_strategies.documents.reading.outcome import Answer
from atalaya_strategies.documents.reading.whole import read_file

OPEN_FILES = 64
PIECE = 1 << 20
NEARLY = 0.6
"""The part of the memory limit that a child which broke off must have used for memory to be the reason."""
UNIT = 1 if sys.platform == "darwin" else 1024
"""Of `ru_maxrss`, in bytes."""
WRITES = 64 * 1024 * 1024


def answered(question: Question) -> Answer:
    """What the question comes to; whatever goes wrong in reading is a fault of the file.

    Libraries that get no memory often say only that a file is bad.
    """
    answer = _answered(question)
    if answer.fault is Fault.DAMAGED and _peak() > NEARLY * question.memory:
        return Answer(fault=Fault.OUT_OF_MEMORY)
    return answer


def _answered(question: Question) -> Answer:
    try:
        if question.page is None:
            return Answer(read=read_file(question.path, question.language, question.pages))
        from atalaya_strategies.documents.reading.recognition import recognise

        return Answer(recognised=recognise(question.path, question.page, question.language, question.heading))
    except Unreadable as error:
        return Answer(fault=error.fault, detail=error.detail)
    except MemoryError:
        return Answer(fault=Fault.OUT_OF_MEMORY)
    except FileNotFoundError:
        return Answer(fault=Fault.LOST)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return Answer(fault=Fault.DAMAGED)


def _peak() -> int:
    """The most bytes of memory that this process has asked for; where the system does not say, that it has used."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak:")) * 1024


def _child(question: Question, out: int) -> NoReturn:
    """Answer within the limits, and end without any of the parent's endings."""
    code = 1
    try:
        os.setpgid(0, 0)
        seconds = int(question.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITES, WRITES))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        resource.setrlimit(resource.RLIMIT_AS, (question.memory, question.memory))
        answer = answered(question).model_dump_json(exclude_defaults=True).encode()
        with os.fdopen(out, "wb", closefd=True) as pipe:
            pipe.write(answer)
        code = 0
    except MemoryError:
        os.write(out, _fault(Fault.OUT_OF_MEMORY))
        code = 0
    finally:
        os._exit(code)


def _fault(fault: Fault) -> bytes:
    return Answer(fault=fault).model_dump_json(exclude_defaults=True).encode()


def attended(question: Question) -> bytes:
    """The answer of a child, or why there is none."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _child(question, into)
    os.close(into)
    answer, fault = _heard(out, question)
    os.close(out)
    if fault is not None:
        _end(child)
    _, status, used = os.wait4(child, 0)
    _end(child)
    if fault is not None:
        return _fault(fault)
    if status == 0 and answer:
        return answer
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return _fault(Fault.OUT_OF_TIME)
    return _fault(Fault.OUT_OF_MEMORY if used.ru_maxrss * UNIT > NEARLY * question.memory else Fault.DAMAGED)


def _heard(out: int, question: Question) -> tuple[bytes, Fault | None]:
    """What the child says until it ends; or that it took too long or says too much."""
    deadline = time.monotonic() + question.seconds
    waiting = select.poll()
    waiting.register(out, select.POLLIN)
    pieces: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            return b"", Fault.OUT_OF_TIME
        piece = os.read(out, PIECE)
        if not piece:
            return b"".join(pieces), None
        size += len(piece)
        if size > question.answer:
            return b"", Fault.TOO_MUCH_TEXT
        pieces.append(piece)


def _end(child: int) -> None:
    """End the child's whole group, so that no program that it started outlives it."""
    try:
        os.killpg(child, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            return


def main() -> None:
    """Answer until the input ends."""
    warm()
    recogniser()
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        answer = attended(Question.model_validate_json(line))
        out.write(len(answer).to_bytes(8) + answer)
        out.flush()


if __name__ == "__main__":
    main()
