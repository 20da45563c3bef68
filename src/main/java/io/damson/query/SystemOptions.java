package io.damson.query;

import java.util.Set;

/** Names of OData's system query options (Protocol 11.2), in lower case and with the dollar. */
public final class SystemOptions {
    /** Those that the list of images has. */
    public static final Set<String> OF_THE_LIST = Set.of("$filter", "$orderby", "$top", "$skip");

    /** All of them. */
    public static final Set<String> OF_ODATA = Set.of(
            "$apply",
            "$compute",
            "$count",
            "$deltatoken",
            "$expand",
            "$filter",
            "$format",
            "$id",
            "$index",
            "$levels",
            "$orderby",
            "$schemaversion",
            "$search",
            "$select",
            "$skip",
            "$skiptoken",
            "$top");

    private SystemOptions() {}
}
