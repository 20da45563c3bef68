package io.damson.query;

import java.util.List;
import java.util.Optional;

/**
 * A question to a tenant's list of images.
 *
 * @param filter what the images have to fulfil; empty: all images
 * @param order a total order: {@code id} is its last key
 * @param page the part that is asked for
 */
public record ImageQuery(Optional<Filter> filter, List<Sort> order, Page page) {}
