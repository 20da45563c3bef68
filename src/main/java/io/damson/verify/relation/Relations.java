package io.damson.verify.relation;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** All relations there are, in the order they are asked in: what only reads first, then deletes, then what all answers show. */
public final class Relations {
    private static final List<Relation> ALL = Stream.of(
                    KeyRelations.all(),
                    OptionRelations.all(),
                    PageRelations.all(),
                    OrderRelations.all(),
                    FilterRelations.all(),
                    StringRelations.all(),
                    LogicRelations.all(),
                    LiteralRelations.all(),
                    QueryRelations.all(),
                    RefusalRelations.all(),
                    ImageRelations.all(),
                    TenantRelations.all(),
                    DeleteRelations.all(),
                    ShapeRelations.all())
            .flatMap(List::stream)
            .toList();

    private Relations() {}

    /** The relations. */
    public static List<Relation> all() {
        return ALL;
    }

    /**
     * The ids that were meant.
     *
     * @param option what they were given as
     * @param named ids, or groups of them such as {@code FILTER}, in upper or lower case
     * @throws IllegalArgumentException if there is no such relation, or none is named
     */
    public static Set<String> ids(String option, Collection<String> named) {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : named) {
            String meant = name.strip().toUpperCase(Locale.ROOT);
            List<String> found = ALL.stream()
                    .map(Relation::id)
                    .filter(id -> id.equals(meant) || id.startsWith(meant + "-"))
                    .toList();
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
    public static Set<String> known(Collection<String> named) {
        Set<String> ids = ids("--known", named);
        if (ids.size() > Set.copyOf(named).size()) {
            throw new IllegalArgumentException("--known: deviations are named one by one, such as FILTER-8");
        }
        return ids;
    }

    /** Whether a failure of the relation only counts where it is asked for: servers may say more than is documented. */
    public static boolean isWarning(Relation relation) {
        return relation.id().equals(ShapeRelations.UNDECLARED_MEMBERS);
    }
}
