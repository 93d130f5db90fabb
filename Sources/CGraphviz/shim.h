#include <graphviz/gvc.h>

// What Swift cannot import of Graphviz: macros, and signatures that take `char *` for constants.

/// A new directed graph that allows parallel edges.
static inline Agraph_t *_Nullable gv_open(void) {
  return agopen((char *)"picture", Agdirected, NULL);
}

/// A node, made if it is not there yet.
static inline Agnode_t *_Nullable gv_node(Agraph_t *_Nonnull graph, const char *_Nonnull name) {
  return agnode(graph, (char *)name, 1);
}

/// An edge; a name of its own keeps it apart from others between the same nodes.
static inline Agedge_t *_Nullable gv_edge(
    Agraph_t *_Nonnull graph, Agnode_t *_Nonnull tail, Agnode_t *_Nonnull head,
    const char *_Nonnull name) {
  return agedge(graph, tail, head, (char *)name, 1);
}

/// A subgraph, made if it is not there yet.
static inline Agraph_t *_Nullable gv_subgraph(
    Agraph_t *_Nonnull graph, const char *_Nonnull name) {
  return agsubg(graph, (char *)name, 1);
}

/// What an attribute is unless an object says otherwise; `kind` is AGRAPH, AGNODE or AGEDGE.
static inline void gv_default(
    Agraph_t *_Nonnull graph, int kind, const char *_Nonnull name, const char *_Nonnull value) {
  agattr(graph, kind, (char *)name, value);
}

/// Sets an attribute of one graph, node or edge.
static inline void gv_set(
    void *_Nonnull object, const char *_Nonnull name, const char *_Nonnull value) {
  agsafeset(object, (char *)name, value, (char *)"");
}

/// Sets an attribute to HTML-like markup.
static inline void gv_set_html(
    Agraph_t *_Nonnull root, void *_Nonnull object, const char *_Nonnull name,
    const char *_Nonnull markup) {
  char *text = agstrdup_html(root, markup);
  agsafeset(object, (char *)name, text, (char *)"");
  agstrfree(root, text);
}

/// The centre of a laid-out node, in points, y up.
static inline pointf gv_center(Agnode_t *_Nonnull node) { return ND_coord(node); }

/// The box of a laid-out graph or cluster, in points, y up.
static inline boxf gv_bounds(Agraph_t *_Nonnull graph) { return GD_bb(graph); }

/// The control points of a laid-out edge: one, then three a segment; NULL if there is no route.
static inline pointf *_Nullable gv_route(Agedge_t *_Nonnull edge, int *_Nonnull count) {
  *count = 0;
  if (ED_spl(edge) == NULL || ED_spl(edge)->size == 0) return NULL;
  *count = ED_spl(edge)->list[0].size;
  return ED_spl(edge)->list[0].list;
}

/// Frees a text that Graphviz allocated for its caller.
static inline void gv_free_text(char *_Nullable text) { free(text); }
