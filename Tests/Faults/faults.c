/* An injected file system: preloaded into a process, it counts the calls that change what stands below a folder, and
 * at one of them kills the process or lets the call fail.
 *
 *   FAULTS_FOLDER      the folder (its real path)
 *   FAULTS_AT          the number of the call, from 1; none: only count
 *   FAULTS_DO          kill: SIGKILL before the call; torn: half of a write, then SIGKILL; after: SIGKILL after it;
 *                      ENOSPC, EIO, EROFS: the call fails
 *   FAULTS_ON          where set, all further calls fail, too: a disk stays full
 *   FAULTS_COUNT       a file that the number of calls is written to when the process ends by itself
 *   FAULTS_UNREADABLE  files whose path holds this word cannot be opened
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long at = -1;
static int goes_on;
static char folder[4096];
static size_t folder_length;
static const char *unreadable;
static enum { NOTHING, KILL, TORN, AFTER, FAIL } action;
static int failure;

#define REAL(name, type, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void prepare(void) {
  const char *text = getenv("FAULTS_FOLDER");
  if (text) folder_length = (size_t)snprintf(folder, sizeof folder, "%s", text);
  if ((text = getenv("FAULTS_AT"))) at = atol(text);
  goes_on = getenv("FAULTS_ON") != NULL;
  unreadable = getenv("FAULTS_UNREADABLE");
  text = getenv("FAULTS_DO");
  if (!text) return;
  if (!strcmp(text, "kill")) action = KILL;
  if (!strcmp(text, "torn")) action = TORN;
  if (!strcmp(text, "after")) action = AFTER;
  if (!strcmp(text, "ENOSPC")) action = FAIL, failure = ENOSPC;
  if (!strcmp(text, "EIO")) action = FAIL, failure = EIO;
  if (!strcmp(text, "EROFS")) action = FAIL, failure = EROFS;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("FAULTS_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

/* The program ends by it: what loaded libraries do at exit is left out, this too. */
void _exit(int code) {
  static void (*real)(int);
  if (!real) real = (void (*)(int))dlsym(RTLD_NEXT, "_exit");
  tell();
  real(code);
  for (;;) pause();
}

static int path_is_below(const char *path) {
  return folder_length && path && !strncmp(path, folder, folder_length) &&
         (path[folder_length] == '/' || !path[folder_length]);
}

/* A path that is relative is taken for one below the folder: the harness names all others in full. */
static int is_below(const char *path) {
  return folder_length && path && (path[0] != '/' ? 1 : path_is_below(path));
}

static int descriptor_is_below(int descriptor) {
  char link[64], path[4096];
  if (!folder_length) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  return path_is_below(path);
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Counts a call; says whether it is to fail, or to be followed by the end. */
static int is_struck(void) {
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (at < 0 || action == NOTHING) return 0;
  if (number != at && !(goes_on && action == FAIL && number > at)) return 0;
  if (action == KILL) die();
  if (action == FAIL) errno = failure;
  return 1;
}

#define GUARDED(below, call) \
  do { \
    if (!(below) || !is_struck()) return (call); \
    if (action == FAIL) return -1; \
    (void)!(call); \
    die(); \
    return -1; \
  } while (0)

#define GUARDED_WRITE(below, whole, half) \
  do { \
    if (!(below) || !is_struck()) return (whole); \
    if (action == FAIL) return -1; \
    if (action == TORN) { (void)!(half); } else { (void)!(whole); } \
    die(); \
    return -1; \
  } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  REAL(write, ssize_t, int, const void *, size_t);
  GUARDED_WRITE(descriptor_is_below(descriptor), real(descriptor, bytes, count), real(descriptor, bytes, count / 2));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  REAL(pwrite, ssize_t, int, const void *, size_t, off_t);
  GUARDED_WRITE(descriptor_is_below(descriptor), real(descriptor, bytes, count, offset),
                real(descriptor, bytes, count / 2, offset));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t);
  GUARDED_WRITE(descriptor_is_below(descriptor), real(descriptor, bytes, count, offset),
                real(descriptor, bytes, count / 2, offset));
}

int fsync(int descriptor) {
  REAL(fsync, int, int);
  GUARDED(descriptor_is_below(descriptor), real(descriptor));
}

int fdatasync(int descriptor) {
  REAL(fdatasync, int, int);
  GUARDED(descriptor_is_below(descriptor), real(descriptor));
}

int ftruncate(int descriptor, off_t length) {
  REAL(ftruncate, int, int, off_t);
  GUARDED(descriptor_is_below(descriptor), real(descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) {
  REAL(ftruncate64, int, int, off64_t);
  GUARDED(descriptor_is_below(descriptor), real(descriptor, length));
}

int rename(const char *from, const char *to) {
  REAL(rename, int, const char *, const char *);
  GUARDED(is_below(to), real(from, to));
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  REAL(renameat, int, int, const char *, int, const char *);
  GUARDED(is_below(to), real(from_folder, from, to_folder, to));
}

int symlink(const char *target, const char *path) {
  REAL(symlink, int, const char *, const char *);
  GUARDED(is_below(path), real(target, path));
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir, int, const char *, mode_t);
  GUARDED(is_below(path), real(path, mode));
}

/* A full disk lets files be removed; only a kill strikes here. */
int unlink(const char *path) {
  REAL(unlink, int, const char *);
  if (action == FAIL && failure == ENOSPC) return real(path);
  GUARDED(is_below(path), real(path));
}

int rmdir(const char *path) {
  REAL(rmdir, int, const char *);
  if (action == FAIL && failure == ENOSPC) return real(path);
  GUARDED(is_below(path), real(path));
}

static int is_unreadable(const char *path) {
  if (!unreadable || !path || !strstr(path, unreadable)) return 0;
  errno = EACCES;
  return 1;
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  REAL(open, int, const char *, int, ...);
  if (is_unreadable(path)) return -1;
  if ((flags & O_CREAT) && is_below(path) && is_struck()) {
    if (action == FAIL) return -1;
    (void)real(path, flags, mode);
    die();
  }
  return real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  REAL(open64, int, const char *, int, ...);
  if (is_unreadable(path)) return -1;
  if ((flags & O_CREAT) && is_below(path) && is_struck()) {
    if (action == FAIL) return -1;
    (void)real(path, flags, mode);
    die();
  }
  return real(path, flags, mode);
}
