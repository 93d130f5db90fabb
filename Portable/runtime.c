// What Swift's runtime and Graphviz ask of the system and wasi-libc does not have.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <graphviz/gvc.h>

// The seed of Swift's hashes: fixed, so that the same input gives the same bytes.
void arc4random_buf(void *buffer, size_t size) {
  for (size_t index = 0; index < size; index++) ((uint8_t *)buffer)[index] = (uint8_t)index;
}

uintptr_t __stack_chk_guard = 0x5bd1e995;

_Noreturn void __stack_chk_fail(void) { abort(); }

const char *_swift_stdlib_strtod_clocale(const char *text, double *value) {
  char *end;
  *value = strtod(text, &end);
  return end;
}

// Swift takes for granted that there is memory, so that none is the end: the page is told, which
// throws, since a trap would not say why.
__attribute__((import_module("gradwalk"), import_name("outOfMemory")))
_Noreturn void out_of_memory(void);

int __real_posix_memalign(void **place, size_t alignment, size_t size);
int __wrap_posix_memalign(void **place, size_t alignment, size_t size) {
  if (__real_posix_memalign(place, alignment, size) != 0) out_of_memory();
  return 0;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size) {
  void *place = __real_malloc(size);
  if (place == NULL) out_of_memory();
  return place;
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size) {
  void *place = __real_realloc(old, size);
  if (place == NULL && size > 0) out_of_memory();
  return place;
}

// Graphviz would look for plugins in files; dot is all that is needed, and is part of the module.
extern gvplugin_library_t gvplugin_dot_layout_LTX_library;
GVC_t *__wrap_gvContext(void) {
  static lt_symlist_t plugins[] = {
      {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library}, {NULL, NULL}};
  return gvContextPlugins(plugins, 0);
}

// Graphviz keeps its messages in a file, and does without where there is none.
FILE *tmpfile(void) { return NULL; }

// The C library of Linux leaves equals in their order, and Graphviz' pictures depend on it; that of
// WebAssembly does not.
void __wrap_qsort(
    void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  char *from = base, *room = malloc(count * size), *to = room;
  if (room == NULL) return;
  for (size_t length = 1; length < count; length *= 2) {
    for (size_t start = 0; start < count; start += 2 * length) {
      size_t middle = start + length < count ? start + length : count;
      size_t end = middle + length < count ? middle + length : count;
      size_t left = start, right = middle;
      for (size_t place = start; place < end; place++) {
        _Bool takesLeft = left < middle &&
            (right >= end || compare(from + left * size, from + right * size) <= 0);
        memcpy(to + place * size, from + (takesLeft ? left++ : right++) * size, size);
      }
    }
    char *other = from;
    from = to;
    to = other;
  }
  if (from != base) memcpy(base, from, count * size);
  free(room);
}
