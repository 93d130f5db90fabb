#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What is used of libarchive, which is opened when the first file is packed with it: it brings ten
// other libraries, for which every command would wait. The declarations are those of its headers.

struct archive;
struct archive_entry;

#define ARCHIVE_OK 0
#define AE_IFREG 0x8000u
#define AE_IFDIR 0x4000u

typedef int (*archive_open_callback)(struct archive *_Nullable, void *_Nullable sink);
typedef ssize_t (*archive_write_callback)(
    struct archive *_Nullable, void *_Nullable sink, const void *_Nullable data, size_t count);
typedef int (*archive_close_callback)(struct archive *_Nullable, void *_Nullable sink);

#define ARCHIVE_FUNCTIONS(function)                                                               \
  function(struct archive *, archive_write_new, (void))                                           \
  function(int, archive_write_set_format_zip, (struct archive *))                                 \
  function(int, archive_write_set_bytes_in_last_block, (struct archive *, int))                   \
  function(int, archive_write_open,                                                               \
           (struct archive *, void *, archive_open_callback, archive_write_callback,              \
            archive_close_callback))                                                              \
  function(int, archive_write_header, (struct archive *, struct archive_entry *))                 \
  function(ssize_t, archive_write_data, (struct archive *, const void *, size_t))                 \
  function(int, archive_write_close, (struct archive *))                                          \
  function(int, archive_write_free, (struct archive *))                                           \
  function(const char *, archive_error_string, (struct archive *))                                \
  function(struct archive_entry *, archive_entry_new, (void))                                     \
  function(void, archive_entry_set_pathname_utf8, (struct archive_entry *, const char *))         \
  function(void, archive_entry_set_filetype, (struct archive_entry *, unsigned int))              \
  function(void, archive_entry_set_perm, (struct archive_entry *, mode_t))                        \
  function(void, archive_entry_set_size, (struct archive_entry *, int64_t))                       \
  function(void, archive_entry_free, (struct archive_entry *))

/// The functions, by their own names.
typedef struct {
#define FIELD(result, name, parameters) result(*name) parameters;
  ARCHIVE_FUNCTIONS(FIELD)
#undef FIELD
} archive_functions;

/// Finds the functions, and returns NULL, or why they cannot be had.
static inline const char *_Nullable archive_open(archive_functions *_Nonnull functions) {
  void *library = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();
#define FIND(result, name, parameters)                \
  *(void **)&functions->name = dlsym(library, #name); \
  if (functions->name == NULL) return dlerror();
  ARCHIVE_FUNCTIONS(FIND)
#undef FIND
  return NULL;
}
