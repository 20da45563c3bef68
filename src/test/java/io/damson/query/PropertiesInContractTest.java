package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of properties, the bounds and the sortable properties are those of {@code openapi/dam-images.yaml}. */
class PropertiesInContractTest {
    private final JsonNode components = new YAMLMapper()
            .readTree(Path.of("openapi/dam-images.yaml").toFile())
            .path("components");

    PropertiesInContractTest() throws IOException {}

    @Test
    void propertiesAreTheContractsScalarMembers() {
        JsonNode members = components.at("/schemas/Image/properties");
        Set<String> names = new HashSet<>();
        members.fieldNames().forEachRemaining(names::add);
        assertThat(names.remove("tags")).isTrue();
        assertThat(Arrays.stream(ImageProperty.values()).map(ImageProperty::propertyName))
                .containsExactlyInAnyOrderElementsOf(names);
        for (ImageProperty property : ImageProperty.values()) {
            JsonNode member = members.path(property.propertyName());
            assertThat(property.isNullable())
                    .as("%s", property)
                    .isEqualTo(member.path("nullable").asBoolean());
            assertThat(property.type()).as("%s", property).isEqualTo(typeOf(member));
        }
    }

    private static Type typeOf(JsonNode member) {
        if (member.path("type").asText().equals("integer")) {
            return Type.NUMBER;
        }
        return member.path("format").asText().equals("local-date-time") ? Type.DATE_TIME : Type.STRING;
    }

    @Test
    void sortablePropertiesAreThoseOfThePattern() {
        String pattern = components.at("/parameters/OrderBy/schema/pattern").asText();
        Matcher names = Pattern.compile("\\(\\?:(id\\|[A-Za-z|]+)\\)").matcher(pattern);
        assertThat(names.find()).isTrue();
        assertThat(Arrays.stream(ImageProperty.values())
                        .filter(ImageProperty::isSortable)
                        .map(ImageProperty::propertyName))
                .containsExactlyInAnyOrderElementsOf(List.of(names.group(1).split("\\|", -1)));
    }

    @Test
    void thePatternOfOrdersAgreesWithTheParser() {
        Pattern pattern = Pattern.compile(
                components.at("/parameters/OrderBy/schema/pattern").asText());
        for (String order : List.of("id", "createdOn desc", " id ASC , width\tDeSc ", "numLinks,id desc")) {
            assertThat(pattern.matcher(order).find()).as(order).isTrue();
            assertThat(OrderByParser.parse(order)).isNotEmpty();
        }
        for (String order : List.of("tags", "ID", "id,", ",id", "id descending", "id asc desc", "originalUrl")) {
            assertThat(pattern.matcher(order).find()).as(order).isFalse();
        }
    }

    @Test
    void boundsAreTheContracts() {
        assertThat(components.at("/parameters/Top/schema/maximum").asInt()).isEqualTo(Page.MAX_TOP);
        assertThat(components.at("/parameters/Filter/schema/maxLength").asInt()).isEqualTo(FilterParser.MAX_CHARACTERS);
        assertThat(components.at("/parameters/Filter/description").asText())
                .contains(FilterParser.MAX_NESTING + " levels")
                .contains("%,d nodes".formatted(FilterParser.MAX_NODES))
                .contains("%,d items".formatted(FilterParser.MAX_LIST_ITEMS));
    }
}
