/*
 * Makes one kind of system call fail for some files, as a machine in trouble does. Loaded with LD_PRELOAD, and told by the
 * environment: TROUBLE_CALL (open for writing, write, read, rename or symlink), TROUBLE_PATH (what the file's path contains), TROUBLE_ERRNO (a number).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int hits(const char *call, const char *path) {
  const char *wanted = getenv("TROUBLE_CALL"), *part = getenv("TROUBLE_PATH");
  if (!wanted || !part || strcmp(call, wanted) || !path || !strstr(path, part)) return 0;
  errno = atoi(getenv("TROUBLE_ERRNO"));
  return 1;
}

static int descriptor_hits(const char *call, int descriptor) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return hits(call, path);
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  if ((flags & (O_WRONLY | O_RDWR)) && hits("open", path)) return -1;
  return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return opened("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return opened("open64", path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  return descriptor_hits("write", descriptor) ? -1 : real(descriptor, bytes, length);
}

ssize_t read(int descriptor, void *bytes, size_t length) {
  ssize_t (*real)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
  return descriptor_hits("read", descriptor) ? -1 : real(descriptor, bytes, length);
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  return hits("rename", to) ? -1 : real(from, to);
}

int symlink(const char *target, const char *path) {
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "symlink");
  return hits("symlink", path) ? -1 : real(target, path);
}
