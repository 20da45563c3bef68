package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DOCUMENTED;

import java.util.List;

/** One image by its reference. The others are in {@code get.yaml}. */
final class ImageRelations {
    private ImageRelations() {}

    static List<Relation> all() {
        return List.of(new Relation(
                "GET-6",
                DOCUMENTED,
                "References are unique, and so are ids",
                "Documentation, Get Image: \"images are identified by their filename (reference), which is unique per"
                        + " tenant\"",
                probe -> {
                    if (probe.images().size() < 2) {
                        throw new NotCheckable("at least two images are needed");
                    }
                    Listing page = probe.list("");
                    Pages.requireEachOnce(probe, page.references(), "each reference once", page.exchange());
                    List<String> ids = page.images().stream()
                            .map(image -> "id " + image.id())
                            .toList();
                    Pages.requireEachOnce(probe, ids, "each id once", page.exchange());
                }));
    }
}
