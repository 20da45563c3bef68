package io.damson.verify.relation;

import java.util.List;
import java.util.stream.Stream;

/** All relations there are, in the order they are asked in: what only reads first, then deletes, then what all answers show. */
public final class Relations {
    private static final List<Relation> ALL = Stream.of(
                    KeyRelations.all(),
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

    /** Whether a failure of the relation only counts where it is asked for: servers may say more than is documented. */
    public static boolean isWarning(Relation relation) {
        return relation.id().equals(ShapeRelations.UNDECLARED_MEMBERS);
    }
}
