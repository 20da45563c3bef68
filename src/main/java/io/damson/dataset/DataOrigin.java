package io.damson.dataset;

/**
 * Where data come from; equal where they are the same.
 *
 * @param name the names of the files, for people to read
 * @param digest of the bytes of the files; empty of what never changes
 */
public record DataOrigin(String name, String digest) {}
