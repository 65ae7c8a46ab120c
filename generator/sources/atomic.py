"""Writing so that a kill at any moment leaves the last good state."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put ``data`` into ``path``: the old content or the new one, never a part.

    ``OSError`` where the disk fails or is full: it names ``path``, and the old content stays.
    ``durable``: also where the machine loses its power. What can be made again in a moment need
    not wait for the disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        error.filename = str(path)  # a full disk names none, and nobody knows the file aside
        raise
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other programs that take it too; the system frees it when we die."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """An empty folder that takes the place of ``target``, all at once, when the block ends well.

    When the block fails, or the program is killed in it, ``target`` stays as it was; what a killed
    program left beside it is cleared away here, the next time.
    """
    with locked(target.parent):
        new = target.with_name(f".{target.name}.new")
        _remove(new)
        new.mkdir(parents=True)
        try:
            yield new
            _exchange(new, target)
        finally:
            _remove(new)


def _exchange(new: Path, target: Path) -> None:
    """Swap two folders in one step, where the system can, and else in two renames."""
    if not target.exists():
        new.rename(target)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    swap = getattr(libc, "renameat2", None)
    if swap is not None:
        arguments = (_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE)
        if swap(*arguments) == 0:
            return
        if ctypes.get_errno() not in {errno.ENOSYS, errno.EINVAL}:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))
    old = target.with_name(f".{target.name}.old")
    _remove(old)
    target.rename(old)
    new.rename(target)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
