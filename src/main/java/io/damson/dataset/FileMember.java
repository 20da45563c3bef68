package io.damson.dataset;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a file says beside its images.
 *
 * @param place where, as {@code FILE:LINE:COLUMN}
 * @param value missing where nobody wants to know it
 */
record FileMember(String place, JsonNode value) {}
