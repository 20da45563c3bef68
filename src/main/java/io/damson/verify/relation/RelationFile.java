package io.damson.verify.relation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Relations as data: a group of them in YAML. docs/verify.md explains each member.
 *
 * @param group what the ids begin with
 * @param sources sentences that several relations stand on, by the name that {@code because} has for them
 * @param predicates filters that are true or false of every image, of which {@code {p}}, {@code {q}} and {@code {r}} are three
 */
record RelationFile(
        String group,
        Map<String, String> sources,
        @JsonDeserialize(using = Lines.class) List<String> predicates,
        List<Entry> relations) {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
            .build();

    private static final List<String> DECLARED = List.of("id", "title", "level", "because", "after", "warning");
    /** What says how a check is made, and is none. */
    private static final List<String> CONDITIONS = List.of("strings", "needs");

    /** @throws IllegalArgumentException if a predicate is no filter when its places are filled */
    RelationFile {
        Filters.requireFilters(predicates, Examples.of());
    }

    /** How strings are compared where that is judged. */
    enum Strings {
        /** In any way that OData allows. */
        ANY,
        /** By code point. */
        @JsonProperty("code point")
        CODE_POINT
    }

    /**
     * A relation.
     *
     * @param after ids of relations; {@code FILTER-1..29} is short for all of them
     * @param strings how the filters of {@code selects} compare strings
     * @param selects filters that have to select what they mean
     * @param means by the filter that is meant: queries that have to select it
     * @param orders orders that the list has to be in
     * @param pages queries whose pages have as many images as {@code $top} and {@code $skip} leave
     * @param parts by the query of a list: queries of its parts
     * @param whole queries whose pages make up the list
     * @param same by query: queries that have the same page
     * @param again queries that have the same page again
     * @param unchanged requests that leave the list as it is
     * @param applies options of which one has to make a difference
     * @param needs for {@code applies}: properties of which the images need different values
     * @param refuses by option: values that are refused
     * @param names by option: values whose refusal names it
     * @param positions queries whose refusal says where they are wrong
     * @param answers requests with the status of their answer
     * @param reads names by which an image is found
     * @param unknown names by which none is
     * @param faults faults that no answer has
     * @param warning whether a failure only counts where it is asked for
     */
    record Entry(
            String id,
            String title,
            @Nullable Level level,
            String because,
            List<String> after,
            Strings strings,

            @JsonDeserialize(contentUsing = Filters.Reader.class)
            List<Filters> selects,

            @JsonDeserialize(contentUsing = Lines.class) Map<String, List<String>> means,
            List<Orders> orders,
            @JsonDeserialize(using = Lines.class) List<String> pages,
            @JsonDeserialize(contentUsing = Lines.class) Map<String, List<String>> parts,
            @JsonDeserialize(using = Lines.class) List<String> whole,
            @JsonDeserialize(contentUsing = Lines.class) Map<String, List<String>> same,
            @JsonDeserialize(using = Lines.class) List<String> again,
            @JsonDeserialize(using = Lines.class) List<String> unchanged,
            @JsonDeserialize(using = Lines.class) List<String> applies,
            List<String> needs,
            @JsonDeserialize(contentUsing = Lines.class) Map<String, List<String>> refuses,
            @JsonDeserialize(contentUsing = Lines.class) Map<String, List<String>> names,
            @JsonDeserialize(using = Lines.class) List<String> positions,
            List<Answers> answers,
            List<Names> reads,
            List<Names> unknown,
            List<ShapeRelations.Faults> faults,
            boolean warning) {

        /** @throws IllegalArgumentException if a text has a place that nothing fills, or a filter that is meant is none */
        Entry {
            means.keySet().forEach(Selection::parsed);
            Stream.of(pages, List.copyOf(parts.keySet()), flat(parts), whole, unchanged)
                    .forEach(Pages::requireFillable);
            Stream.of(flat(means), List.copyOf(same.keySet()), flat(same), again, flat(refuses), flat(names), positions)
                    .forEach(texts -> texts.forEach(text -> Template.example(text, Map.of(), Object::toString)));
            applies.forEach(option -> Template.example(option, Map.of("id", 1, "status", "a"), Object::toString));
        }

        private static List<String> flat(Map<String, List<String>> texts) {
            return texts.values().stream()
                    .filter(Objects::nonNull)
                    .flatMap(List::stream)
                    .toList();
        }

        private void check(Probe probe, List<String> predicates) {
            StringOrder compared = strings == Strings.CODE_POINT ? StringOrder.CODE_POINT : StringOrder.EITHER;
            Pages lists = new Pages(probe);
            selects.forEach(filters -> filters.check(probe, compared, predicates));
            means.forEach((filter, queries) ->
                    queries.forEach(query -> new Selection(probe, compared).requireSame(query, filter)));
            orders.forEach(each -> each.check(probe));
            pages.forEach(lists::requireSize);
            parts.forEach((query, others) -> others.forEach(part -> lists.requirePart(query, part)));
            whole.forEach(lists::requireWhole);
            same.forEach((query, others) -> others.forEach(other -> lists.requireSame(query, other)));
            lists.requireAgain(again);
            if (!applies.isEmpty()) {
                lists.requireApplied(applies, needs);
            }
            refuses.forEach(lists::requireRefused);
            if (!unchanged.isEmpty()) {
                lists.requireUnchanged(unchanged);
            }
            names.forEach(lists::requireNamed);
            positions.forEach(lists::requirePosition);
            answers.forEach(each -> each.check(probe));
            reads.forEach(each -> each.checkRead(probe));
            unknown.forEach(each -> each.checkUnknown(probe));
            faults.forEach(each -> each.check(probe));
        }
    }

    /** The relations of a group that comes with the kit. */
    static List<Relation> ofResource(String name) {
        try (InputStream stream = Objects.requireNonNull(RelationFile.class.getResourceAsStream(name), name)) {
            return relations(name, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The relations of a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or is not as it should be, with the place
     */
    static List<Relation> of(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("cannot read " + file + ": it is larger than 16 MiB");
            }
            return relations(file.toString(), bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + obstacle(file), e);
        }
    }

    private static String obstacle(Path file) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        return Files.exists(file) ? "reading is refused" : "there is no such file";
    }

    private static List<Relation> relations(String name, byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            List<JsonNode> documents =
                    YAML.readerFor(JsonNode.class).<JsonNode>readValues(content).readAll();
            JsonNode entries = documents.isEmpty()
                    ? MissingNode.getInstance()
                    : documents.get(0).path("relations");
            if (documents.size() != 1 || !isListOfMembers(entries)) {
                throw new IllegalArgumentException(
                        "a file is one group, with a list of relations, each of which begins with" + " '- id:'");
            }
            RelationFile file = YAML.readValue(content, RelationFile.class);
            List<Relation> relations = new ArrayList<>();
            for (Entry entry : file.relations()) {
                relations.add(file.relation(entry, (ObjectNode) entries.path(relations.size())));
            }
            return relations;
        } catch (JsonProcessingException e) {
            String place = Optional.ofNullable(e.getLocation())
                    .map(location -> ", line " + location.getLineNr())
                    .orElse("");
            throw new IllegalArgumentException(name + place + ": " + said(e), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is no text in UTF-8", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String said(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no '" + unknown.getPropertyName() + "' here, but " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
            return "'" + wrong.getValue() + "' is none of "
                    + Stream.of(wrong.getTargetType().getEnumConstants())
                            .map(word ->
                                    word.toString().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof MismatchedInputException && e.getCause() == null) {
            return "what stands here is not of the form that is needed: a text, a list or members";
        }
        String text = e.getCause() == null
                ? e.getOriginalMessage()
                : String.valueOf(e.getCause().getMessage());
        // What is indented repeats the file and where it is wrong.
        return text.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
    }

    private Relation relation(Entry entry, ObjectNode json) throws IOException {
        if (!group.matches("[A-Z][A-Z0-9]*") || !entry.id().matches(group + "-[0-9]+")) {
            throw new IllegalArgumentException(
                    "'" + entry.id() + "' is no id: one is the group, a hyphen and a number, such as SHOP-1");
        }
        json.remove(DECLARED);
        requireFull(entry.id(), json);
        if (predicates.size() < Filters.PREDICATES.size()
                && entry.selects().stream().anyMatch(Filters::needsPredicates)) {
            throw new IllegalArgumentException(entry.id()
                    + ": {p}, {q} and {r} are three of the file's predicates, and it has " + predicates.size());
        }
        if (entry.level() == null || entry.title().isBlank() || entry.because().isBlank() || isWithoutCheck(json)) {
            throw new IllegalArgumentException(
                    entry.id() + " needs a title, a level, a because and a check, such as selects");
        }
        return new Relation(
                entry.id(),
                entry.title(),
                entry.level(),
                sources.getOrDefault(entry.because(), entry.because()),
                Set.copyOf(entry.after()),
                YAML.writeValueAsString(json),
                false,
                entry.warning(),
                probe -> entry.check(probe, predicates));
    }

    private static boolean isListOfMembers(JsonNode entries) {
        return entries.isArray()
                && !entries.isEmpty()
                && StreamSupport.stream(entries.spliterator(), false).allMatch(JsonNode::isObject);
    }

    private static boolean isWithoutCheck(ObjectNode json) {
        return json.deepCopy().remove(CONDITIONS).isEmpty();
    }

    /** What is left empty asks nothing, and would pass unseen. */
    private static void requireFull(String id, ObjectNode json) {
        json.properties().forEach(member -> {
            JsonNode value = member.getValue();
            boolean isEmpty = value.isNull()
                    || value.isTextual() && value.asText().isBlank()
                    || value.isContainerNode() && (value.isEmpty() || value.isObject() && hasEmpty(value));
            if (isEmpty) {
                throw new IllegalArgumentException(
                        id + ": " + member.getKey() + " is empty, so that it has no requests");
            }
        });
    }

    private static boolean hasEmpty(JsonNode members) {
        for (JsonNode member : members) {
            if (member.isNull() || member.isContainerNode() && member.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
