package io.damson.verify.traffic;

/**
 * A header field as it was sent.
 *
 * @param name in the case in which it came
 * @param value bytes as ISO 8859-1
 */
public record Field(String name, String value) {}
