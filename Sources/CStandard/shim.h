// What the portable core needs of C's own library: wherever it runs, there is one.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// What Swift does not import: macros, and functions with any number of arguments.

static inline double monotonic_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

#ifdef __wasm__
static inline long memory_bytes(void) { return (long)__builtin_wasm_memory_size(0) << 16; }
#endif

// `kind` is one of `f`, `e` and `g`.
static inline int format_decimal(
    char *_Nullable buffer, long size, char kind, _Bool alternate, int digits, double value) {
  const char plain[] = {'%', '.', '*', kind, 0};
  const char full[] = {'%', '#', '.', '*', kind, 0};
  return snprintf(buffer, (size_t)size, alternate ? full : plain, digits, value);
}
