package io.damson.query;

/**
 * A filter in two spellings that mean the same.
 *
 * @param whole with all parentheses
 * @param brief with those alone that its meaning needs, odd blanks, and keywords in any case
 */
public record WrittenFilter(String whole, String brief) {}
