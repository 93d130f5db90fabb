// What Embedded Swift's runtime asks of the system and wasi-libc does not have under that name.
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

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
