package io.damson.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The members that the fields of a file are, in their order.
 *
 * @param members a column without a name has to be without values too
 */
record CsvHeader(List<String> members) {
    private static final Map<String, String> BY_LOWER_CASE = ImageRecord.MEMBERS.stream()
            .collect(Collectors.toUnmodifiableMap(CsvHeader::lowerCase, Function.identity()));

    /**
     * Reads names in any case, with or without blanks around them.
     *
     * @param required the members that have to be there
     * @throws IllegalArgumentException if these are no names of members
     */
    static CsvHeader of(List<String> fields, Set<String> required) {
        List<String> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            String member = BY_LOWER_CASE.getOrDefault(lowerCase(field.strip()), field.strip());
            if (!member.isEmpty() && !ImageRecord.MEMBERS.contains(member)) {
                throw new IllegalArgumentException("\"" + ImageRecord.abbreviated(field)
                        + "\" is not a member of an image; the header names members, separated by commas, semicolons or"
                        + " tabs, as in reference,status,numLinks");
            }
            if (!member.isEmpty() && !seen.add(member)) {
                throw new IllegalArgumentException("the header has " + member + " twice");
            }
            members.add(member);
        }
        List<String> missing = required.stream()
                .filter(member -> !seen.contains(member))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the header has no " + String.join(", ", missing));
        }
        return new CsvHeader(List.copyOf(members));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    int size() {
        return members.size();
    }

    String member(int index) {
        return members.get(index);
    }

    /** Which column a member has, counted from 1. */
    Optional<Integer> column(String member) {
        int index = members.indexOf(member);
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }
}
