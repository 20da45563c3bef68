package io.damson.verify.relation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Relations in the order they are asked in: what only reads first, then deletes, then what all answers show. Each comes after those it
 * stands after; those of a group otherwise by number.
 *
 * @param all the relations
 * @param files those that relations were added from
 */
public record Relations(List<Relation> all, List<Path> files) {
    private static final List<Relation> READING = Stream.concat(
                    Stream.of("key", "option", "page", "order", "filter", "query", "refuse", "get", "http")
                            .flatMap(group -> RelationFile.ofResource(group + ".yaml").stream()),
                    Declaration.Reader.relations(
                            KeyRelations.class, QueryRelations.class, ImageRelations.class, TenantRelations.class)
                            .stream())
            .toList();
    private static final List<Relation> LAST = Stream.concat(
                    Declaration.Reader.relations(DeleteRelations.class, ShapeRelations.class).stream(),
                    RelationFile.ofResource("shape.yaml").stream())
            .toList();

    private static final Relations STANDARD = with(List.of());

    /** @throws IllegalArgumentException if an id comes twice, or relations stand after one another */
    public Relations {
        all = inOrder(all);
        files = List.copyOf(files);
    }

    /** Those that come with the kit. */
    public static Relations standard() {
        return STANDARD;
    }

    /**
     * Those that come with the kit, and those of files.
     *
     * @throws IllegalArgumentException if a file is not as it should be, with the place
     */
    public static Relations with(List<Path> files) {
        Stream<Relation> added = files.stream().flatMap(file -> RelationFile.of(file).stream());
        return new Relations(
                Stream.of(READING.stream(), added, LAST.stream())
                        .flatMap(relations -> relations)
                        .toList(),
                files);
    }

    private static List<Relation> inOrder(List<Relation> relations) {
        List<String> groups = relations.stream().map(Relation::group).distinct().toList();
        Map<String, Relation> byId = new LinkedHashMap<>();
        relations.stream()
                .sorted(Comparator.comparing((Relation relation) -> groups.indexOf(relation.group()))
                        .thenComparing(Relation::number))
                .forEach(relation -> {
                    if (byId.put(relation.id(), relation) != null) {
                        throw new IllegalArgumentException("there are two relations " + relation.id());
                    }
                });
        Set<Relation> ordered = new LinkedHashSet<>();
        byId.values().forEach(relation -> add(relation, byId, new ArrayList<>(), ordered));
        return List.copyOf(ordered);
    }

    private static void add(Relation relation, Map<String, Relation> byId, List<String> path, Set<Relation> ordered) {
        if (path.contains(relation.id())) {
            throw new IllegalArgumentException("relations that stand after one another: " + path);
        }
        path.add(relation.id());
        for (String id : relation.after()) {
            Relation before = byId.get(id);
            if (before == null) {
                throw new IllegalArgumentException(relation.id() + " stands after " + id + ", which there is not");
            }
            add(before, byId, path, ordered);
        }
        path.remove(relation.id());
        ordered.add(relation);
    }

    /**
     * The ids that were meant.
     *
     * @param option what they were given as
     * @param named ids, or groups of them such as {@code FILTER}, in upper or lower case
     * @throws IllegalArgumentException if there is no such relation, or none is named
     */
    public Set<String> ids(String option, Collection<String> named) {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : named) {
            String meant = name.strip().toUpperCase(Locale.ROOT);
            Set<String> found = all.stream()
                    .filter(relation ->
                            relation.id().equals(meant) || relation.group().equals(meant))
                    .map(Relation::id)
                    .collect(Collectors.toSet());
            if (found.isEmpty()) {
                throw new IllegalArgumentException(option + ": there is no relation '" + name.strip()
                        + "'; damson verify --list names all, such as FILTER-8, or FILTER for all that begin so");
            }
            ids.addAll(found);
        }
        return ids;
    }

    /**
     * The ids of these relations, which are named one by one.
     *
     * @throws IllegalArgumentException if there is no such relation
     */
    public Set<String> known(Collection<String> named) {
        Set<String> ids = ids("--known", named);
        if (ids.size() > Set.copyOf(named).size()) {
            throw new IllegalArgumentException("--known: deviations are named one by one, such as FILTER-8");
        }
        return ids;
    }
}
