package io.damson.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the texts of the query options, percent-decoded, to a query. */
public final class ImageQueryParser {
    private ImageQueryParser() {}

    /**
     * Reads the options of a list of images (URL Conventions 5.1).
     *
     * @param filter the text of {@code $filter}; null where it is not given
     * @param orderby the text of {@code $orderby}; null where it is not given
     * @param top 0 to {@link Page#MAX_TOP}
     * @param skip not negative
     * @throws InvalidQueryOptionException if a text is not what the API documents
     */
    public static ImageQuery parse(@Nullable String filter, @Nullable String orderby, int top, int skip) {
        return new ImageQuery(
                Optional.ofNullable(filter).map(FilterParser::parse),
                orderby == null ? OrderByParser.total(List.of()) : OrderByParser.parse(orderby),
                new Page(top, skip));
    }
}
