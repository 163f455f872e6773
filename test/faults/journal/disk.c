/*
 * Stands between a program and its disk (LD_PRELOAD): writes down what is written to the lane's database, what is synced
 * and what was said on standard output, in the order in which it happened, and fails the calls it is told to fail.
 *
 * DISK_FOLDER  the folder of the database; of its files those that begin with lane.db count, but not the shared memory
 * DISK_LOG     where to write it down: a line each, bytes behind a line that tells how many
 *              W name offset length · T name size · S name · O name · U name · A length · F name
 * DISK_FAIL    which calls fail with EIO, as in "S:lane.db-wal:5,*:*:40": the fifth sync of that file, the fortieth call of all
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 1024
#define MOST_FAILURES 64

static char names[MOST_FILES][32];
static int logFile = -1;
static struct { char kind; char name[32]; long count; } failures[MOST_FAILURES];
static int failureCount = 0;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__) = NULL; \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static void readFailures(const char *text) {
  while (text && *text && failureCount < MOST_FAILURES) {
    if (sscanf(text, "%c:%31[^:]:%ld", &failures[failureCount].kind, failures[failureCount].name, &failures[failureCount].count) == 3) failureCount++;
    text = strchr(text, ',');
    if (text) text++;
  }
}

__attribute__((constructor)) static void begin(void) {
  REAL(int, "open64", const char *, int, ...);
  const char *path = getenv("DISK_LOG");
  if (path) logFile = real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  readFailures(getenv("DISK_FAIL"));
}

static void note(const char *line, const void *bytes, size_t length) {
  struct iovec parts[2] = { { (void *)line, strlen(line) }, { (void *)bytes, length } };
  if (logFile >= 0 && writev(logFile, parts, length ? 2 : 1) < 0) abort();
}

static const char *watched(int file) { return file >= 0 && file < MOST_FILES && names[file][0] ? names[file] : NULL; }

static const char *nameOf(const char *path) {
  const char *folder = getenv("DISK_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) || path[length] != '/') return NULL;
  const char *name = path + length + 1;
  return strncmp(name, "lane.db", 7) || strstr(name, "-shm") || strlen(name) > 30 ? NULL : name;
}

/* True when this call is to fail; it has then been written down. */
static int fails(char kind, const char *name) {
  char line[64];
  int failed = 0;
  for (int i = 0; i < failureCount; i++) {
    int isMeant = (failures[i].kind == '*' || failures[i].kind == kind) && (failures[i].name[0] == '*' || !strcmp(failures[i].name, name));
    if (isMeant && --failures[i].count == 0) failed = 1;
  }
  if (!failed) return 0;
  snprintf(line, sizeof line, "F %s\n", name);
  note(line, NULL, 0);
  errno = EIO;
  return 1;
}

static int opened(int file, const char *path, int flags) {
  const char *name = nameOf(path);
  if (file < 0 || file >= MOST_FILES) return file;
  names[file][0] = 0;
  if (name) {
    char line[64];
    strcpy(names[file], name);
    snprintf(line, sizeof line, "O %s\n", name);
    note(line, NULL, 0);
    if (flags & O_TRUNC) {
      snprintf(line, sizeof line, "T %s 0\n", name);
      note(line, NULL, 0);
    }
  }
  return file;
}

int open(const char *path, int flags, ...) {
  REAL(int, "open", const char *, int, ...);
  va_list more;
  va_start(more, flags);
  int mode = va_arg(more, int);
  va_end(more);
  return opened(real(path, flags, mode), path, flags);
}

int open64(const char *path, int flags, ...) {
  REAL(int, "open64", const char *, int, ...);
  va_list more;
  va_start(more, flags);
  int mode = va_arg(more, int);
  va_end(more);
  return opened(real(path, flags, mode), path, flags);
}

int close(int file) {
  REAL(int, "close", int);
  if (file >= 0 && file < MOST_FILES) names[file][0] = 0;
  return real(file);
}

static ssize_t written(const char *name, const void *bytes, ssize_t length, off_t offset) {
  char line[96];
  if (length > 0) {
    snprintf(line, sizeof line, "W %s %lld %zd\n", name, (long long)offset, length);
    note(line, bytes, (size_t)length);
  }
  return length;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  const char *name = watched(file);
  if (!name) return real(file, bytes, length, offset);
  return fails('W', name) ? -1 : written(name, bytes, real(file, bytes, length, offset), offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  const char *name = watched(file);
  if (!name) return real(file, bytes, length, offset);
  return fails('W', name) ? -1 : written(name, bytes, real(file, bytes, length, offset), offset);
}

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  const char *name = watched(file);
  if (name) {
    off_t offset = lseek(file, 0, SEEK_CUR);
    return fails('W', name) ? -1 : written(name, bytes, real(file, bytes, length), offset);
  }
  char line[64];
  ssize_t done = real(file, bytes, length);
  if (file == 1 && done > 0) {
    snprintf(line, sizeof line, "A %zd\n", done);
    note(line, bytes, (size_t)done);
  }
  return done;
}

static int truncated(const char *name, int done, off_t size) {
  char line[64];
  snprintf(line, sizeof line, "T %s %lld\n", name, (long long)size);
  if (done == 0) note(line, NULL, 0);
  return done;
}

int ftruncate(int file, off_t size) {
  REAL(int, "ftruncate", int, off_t);
  const char *name = watched(file);
  if (!name) return real(file, size);
  return fails('T', name) ? -1 : truncated(name, real(file, size), size);
}

int ftruncate64(int file, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t);
  const char *name = watched(file);
  if (!name) return real(file, size);
  return fails('T', name) ? -1 : truncated(name, real(file, size), size);
}

static int synced(const char *name, int done) {
  char line[64];
  snprintf(line, sizeof line, "S %s\n", name);
  if (done == 0) note(line, NULL, 0);
  return done;
}

int fsync(int file) {
  REAL(int, "fsync", int);
  const char *name = watched(file);
  if (!name) return real(file);
  return fails('S', name) ? -1 : synced(name, real(file));
}

int fdatasync(int file) {
  REAL(int, "fdatasync", int);
  const char *name = watched(file);
  if (!name) return real(file);
  return fails('S', name) ? -1 : synced(name, real(file));
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  const char *name = nameOf(path);
  int done = real(path);
  char line[64];
  if (name && done == 0) {
    snprintf(line, sizeof line, "U %s\n", name);
    note(line, NULL, 0);
  }
  return done;
}
