/*
 * A disk that is watched and that fails: loaded into a program before its C library
 * (LD_PRELOAD), which stays as it is. Linux only.
 *
 * Every call that changes something below a folder is carried out and written to a log, in order,
 * one at a time; so is what the program writes to its standard output. The log is what a disk
 * without power is made from: see tests/src/kit/disk.rs, which knows the same numbers.
 *
 *   DURBAR_DISK_ROOT   the folder, an absolute path
 *   DURBAR_DISK_LOG    the log, appended to
 *   DURBAR_DISK_FAULT  what fails: "eio N" the N-th call, once; "short N" the first write from the
 *                      N-th call on writes half; "full N" from the N-th call on there is no room,
 *                      until the file DURBAR_DISK_ROOM exists; "read N" the N-th read, once
 *
 * A sync is logged and not carried out: the power is cut in the log, not here. What this does not
 * see: duplicated descriptors, mapped files, copies made by the kernel, asynchronous calls. SQLite
 * with a write-ahead log and the standard library's files use none of them for what is to last.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

enum kind {
    START = 1,
    OPEN,
    WRITE,
    LENGTH,
    SYNC,
    SYNC_FAILED,
    REMOVE,
    RENAME,
    FOLDER,
    SAID,
    FAULT,
    UNSEEN
};

struct head {
    uint32_t kind, handle;
    uint64_t offset;
    uint32_t calls, reads, first, second;
};

#define MOST 65536
/* Handles by descriptor; 0 for what is not watched. A handle is never used again. */
static uint32_t handles[MOST];
static uint32_t last_handle;
static uint32_t calls, reads;
static int log_fd = -1;
static char root[4096], room[4096];
static size_t root_length;
static char fault[16];
static uint32_t fault_at;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void note(enum kind kind, uint32_t handle, uint64_t offset, const void *first,
                 size_t first_length, const void *second, size_t second_length) {
    struct head head = {kind,  handle, offset, calls, reads, (uint32_t)first_length,
                        (uint32_t)second_length};
    struct iovec parts[3] = {{&head, sizeof head},
                             {(void *)first, first_length},
                             {(void *)second, second_length}};
    size_t whole = sizeof head + first_length + second_length;
    if (syscall(SYS_writev, log_fd, parts, 3) != (ssize_t)whole)
        abort(); /* A log with a hole would be a lie. */
}

static void copy(char *to, const char *from) {
    if (strlen(from) >= 4096)
        abort();
    strcpy(to, from);
}

static void start(void) {
    const char *folder = getenv("DURBAR_DISK_ROOT"), *log = getenv("DURBAR_DISK_LOG");
    if (!folder || !log)
        return;
    copy(root, folder);
    root_length = strlen(root);
    if (getenv("DURBAR_DISK_ROOM"))
        copy(room, getenv("DURBAR_DISK_ROOM"));
    const char *wanted = getenv("DURBAR_DISK_FAULT");
    if (wanted && sscanf(wanted, "%15s %u", fault, &fault_at) != 2)
        abort();
    int low = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                           0600);
    if (low < 0)
        abort();
    /* Out of the way of the program, which expects low numbers. */
    int high = (int)syscall(SYS_fcntl, low, F_DUPFD_CLOEXEC, 900);
    if (high >= 0) {
        syscall(SYS_close, low);
        low = high;
    }
    log_fd = low;
    note(START, 0, 0, NULL, 0, NULL, 0);
}

static void lock(void) {
    pthread_once(&once, start);
    pthread_mutex_lock(&mutex);
}

static long unlock(long result) {
    int kept = errno;
    pthread_mutex_unlock(&mutex);
    errno = kept;
    return result;
}

/* The part of a path below the folder; NULL if it is elsewhere. "" is the folder itself. */
static const char *below(int folder, const char *path) {
    if (log_fd < 0 || !path)
        return NULL;
    if (path[0] != '/') {
        if (folder != AT_FDCWD && folder >= 0 && folder < MOST && handles[folder])
            note(UNSEEN, 0, 0, path, strlen(path), NULL, 0);
        return NULL;
    }
    if (strncmp(path, root, root_length) != 0)
        return NULL;
    const char *rest = path + root_length;
    if (*rest == '\0')
        return rest;
    if (*rest != '/')
        return NULL;
    while (*rest == '/')
        rest++;
    return rest;
}

static uint32_t handle(int fd) {
    return log_fd >= 0 && fd >= 0 && fd < MOST ? handles[fd] : 0;
}

static int is_fault(const char *name) { return fault_at && strcmp(fault, name) == 0; }

static int fail(int number) {
    note(FAULT, 0, (uint64_t)number, NULL, 0, NULL, 0);
    errno = number;
    return 1;
}

/* Counts a call that changes something; whether it is to fail. `grows`: it needs room. */
static int fails(int grows) {
    calls++;
    if (is_fault("eio") && calls == fault_at)
        return fail(EIO);
    if (grows && is_fault("full") && calls >= fault_at &&
        (!room[0] || syscall(SYS_faccessat, AT_FDCWD, room, F_OK) != 0))
        return fail(ENOSPC);
    return 0;
}

static int fails_to_read(int fd) {
    if (!handle(fd))
        return 0;
    reads++;
    return is_fault("read") && reads == fault_at && fail(EIO);
}

/* How many of these bytes are to be written. */
static size_t shortened(size_t length) {
    if (is_fault("short") && calls >= fault_at && length > 1) {
        note(FAULT, 0, 0, NULL, 0, NULL, 0);
        fault_at = 0;
        return length / 2;
    }
    return length;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    lock();
    const char *name = below(folder, path);
    if (name && (flags & (O_CREAT | O_TRUNC)) && fails(flags & O_CREAT))
        return (int)unlock(-1);
    int fd = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && fd < MOST) {
        handles[fd] = 0;
        if (name) {
            handles[fd] = ++last_handle;
            note(OPEN, last_handle, 0, name, strlen(name), NULL, 0);
            if (flags & O_TRUNC)
                note(LENGTH, last_handle, 0, NULL, 0, NULL, 0);
        }
    }
    return (int)unlock(fd);
}

#define MODE(flags)                                                                                \
    mode_t mode = 0;                                                                               \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                         \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode = va_arg(more, mode_t);                                                               \
        va_end(more);                                                                              \
    }

EXPORT int open(const char *path, int flags, ...) {
    MODE(flags)
    return opened(AT_FDCWD, path, flags, mode);
}
EXPORT int open64(const char *path, int flags, ...) {
    MODE(flags)
    return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
EXPORT int openat(int folder, const char *path, int flags, ...) {
    MODE(flags)
    return opened(folder, path, flags, mode);
}
EXPORT int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    return opened(folder, path, flags | O_LARGEFILE, mode);
}
EXPORT int creat(const char *path, mode_t mode) {
    return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
EXPORT int creat64(const char *path, mode_t mode) { return creat(path, mode); }

EXPORT int close(int fd) {
    lock();
    if (fd == log_fd && fd >= 0) {
        errno = EBADF;
        return (int)unlock(-1);
    }
    if (fd >= 0 && fd < MOST)
        handles[fd] = 0;
    return (int)unlock(syscall(SYS_close, fd));
}

/* A write at an offset, or at the file's own if it is negative. */
static ssize_t written(int fd, const void *bytes, size_t length, off_t offset) {
    lock();
    if (fd == STDOUT_FILENO && log_fd >= 0) {
        ssize_t count = syscall(SYS_write, fd, bytes, length);
        if (count > 0)
            note(SAID, 0, 0, bytes, (size_t)count, NULL, 0);
        return unlock(count);
    }
    uint32_t known = handle(fd);
    if (!known) {
        pthread_mutex_unlock(&mutex); /* A socket may keep it waiting. */
        return offset >= 0 ? syscall(SYS_pwrite64, fd, bytes, length, offset)
                           : syscall(SYS_write, fd, bytes, length);
    }
    if (fails(1))
        return unlock(-1);
    length = shortened(length);
    ssize_t count;
    if (offset >= 0) {
        count = syscall(SYS_pwrite64, fd, bytes, length, offset);
    } else {
        count = syscall(SYS_write, fd, bytes, length);
        if (count > 0)
            offset = (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR) - count;
    }
    if (count > 0)
        note(WRITE, known, (uint64_t)offset, bytes, (size_t)count, NULL, 0);
    return unlock(count);
}

EXPORT ssize_t write(int fd, const void *bytes, size_t length) {
    return written(fd, bytes, length, -1);
}
EXPORT ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return written(fd, bytes, length, offset);
}
EXPORT ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return written(fd, bytes, length, offset);
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
    pthread_once(&once, start);
    if (!handle(fd) && fd != STDOUT_FILENO)
        return syscall(SYS_writev, fd, parts, count);
    /* The first part that is not empty: a caller goes on with the rest. */
    for (int part = 0; part < count; part++)
        if (parts[part].iov_len)
            return written(fd, parts[part].iov_base, parts[part].iov_len, -1);
    return 0;
}

EXPORT ssize_t read(int fd, void *bytes, size_t length) {
    lock();
    if (fails_to_read(fd))
        return unlock(-1);
    pthread_mutex_unlock(&mutex); /* A socket may keep it waiting. */
    return syscall(SYS_read, fd, bytes, length);
}

static ssize_t read_at(int fd, void *bytes, size_t length, off_t offset) {
    lock();
    ssize_t count = fails_to_read(fd) ? -1 : syscall(SYS_pread64, fd, bytes, length, offset);
    return unlock(count);
}
EXPORT ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
    return read_at(fd, bytes, length, offset);
}
EXPORT ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
    return read_at(fd, bytes, length, offset);
}

static int resized(int fd, off_t length) {
    lock();
    uint32_t known = handle(fd);
    struct stat before;
    int grows = known && fstat(fd, &before) == 0 && before.st_size < length;
    if (known && fails(grows))
        return (int)unlock(-1);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    if (known && result == 0)
        note(LENGTH, known, (uint64_t)length, NULL, 0, NULL, 0);
    return (int)unlock(result);
}
EXPORT int ftruncate(int fd, off_t length) { return resized(fd, length); }
EXPORT int ftruncate64(int fd, off64_t length) { return resized(fd, length); }

static int allocated(int fd, int mode, off_t offset, off_t length) {
    lock();
    uint32_t known = handle(fd);
    if (known && fails(1))
        return (int)unlock(-1);
    int result = (int)syscall(SYS_fallocate, fd, mode, offset, length);
    struct stat after;
    if (known && result == 0 && fstat(fd, &after) == 0)
        note(mode ? UNSEEN : LENGTH, known, (uint64_t)after.st_size, NULL, 0, NULL, 0);
    return (int)unlock(result);
}
EXPORT int fallocate(int fd, int mode, off_t offset, off_t length) {
    return allocated(fd, mode, offset, length);
}
EXPORT int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
    return allocated(fd, mode, offset, length);
}

static int synced(int fd, long call) {
    lock();
    uint32_t known = handle(fd);
    if (!known)
        return (int)unlock(syscall(call, fd));
    if (fails(0)) {
        note(SYNC_FAILED, known, 0, NULL, 0, NULL, 0);
        errno = EIO;
        return (int)unlock(-1);
    }
    note(SYNC, known, 0, NULL, 0, NULL, 0);
    return (int)unlock(0);
}
EXPORT int fsync(int fd) { return synced(fd, SYS_fsync); }
EXPORT int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int named(enum kind kind, long call, int folder, const char *path, int argument) {
    lock();
    const char *name = below(folder, path);
    if (name && fails(kind == FOLDER))
        return (int)unlock(-1);
    int result = (int)syscall(call, folder, path, argument);
    if (name && result == 0)
        note(kind, 0, 0, name, strlen(name), NULL, 0);
    return (int)unlock(result);
}
EXPORT int unlink(const char *path) { return named(REMOVE, SYS_unlinkat, AT_FDCWD, path, 0); }
EXPORT int unlinkat(int folder, const char *path, int flags) {
    return named(REMOVE, SYS_unlinkat, folder, path, flags);
}
EXPORT int rmdir(const char *path) {
    return named(REMOVE, SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}
EXPORT int mkdir(const char *path, mode_t mode) {
    return named(FOLDER, SYS_mkdirat, AT_FDCWD, path, (int)mode);
}
EXPORT int mkdirat(int folder, const char *path, mode_t mode) {
    return named(FOLDER, SYS_mkdirat, folder, path, (int)mode);
}

static int renamed(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    lock();
    const char *old = below(from_folder, from), *new = below(to_folder, to);
    if ((old || new) && fails(0))
        return (int)unlock(-1);
    int result = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if ((old || new) && result == 0) {
        int seen = old && new && !flags;
        note(seen ? RENAME : UNSEEN, 0, 0, old ? old : from, strlen(old ? old : from),
             new ? new : to, strlen(new ? new : to));
    }
    return (int)unlock(result);
}
EXPORT int rename(const char *from, const char *to) {
    return renamed(AT_FDCWD, from, AT_FDCWD, to, 0);
}
EXPORT int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renamed(from_folder, from, to_folder, to, 0);
}
EXPORT int renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags) {
    return renamed(from_folder, from, to_folder, to, (int)flags);
}

/* Nothing here makes a second name for a file; if that changes, the log says so. */
EXPORT int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    lock();
    int result = (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (below(to_folder, to) && result == 0)
        note(UNSEEN, 0, 0, to, strlen(to), NULL, 0);
    return (int)unlock(result);
}
EXPORT int link(const char *from, const char *to) {
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}
