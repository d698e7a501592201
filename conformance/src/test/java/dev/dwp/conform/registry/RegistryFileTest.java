package dev.dwp.conform.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("conformance/registry.json is whole, and its own schema says what it may hold")
class RegistryFileTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath().getParent().resolve("conformance");

    private final Registry registry = Registry.read(FOLDER.resolve("registry.json"));
    private final JsonNode schema = Peer.JSON.readTree(Files.readString(FOLDER.resolve("registry.schema.json")));

    RegistryFileTest() throws IOException {}

    @Test
    void everyTypeThatAFieldNamesIsThere() {
        fields().forEach(field -> assertDoesNotThrow(() -> require(field.parsedType()), field.name()));
        registry.methods().stream()
                .flatMap(method -> method.forms().stream())
                .map(form -> form.response().type())
                .filter(type -> type != null)
                .forEach(type -> assertDoesNotThrow(() -> require(TypeExpression.parse(type)), type));
    }

    private void require(TypeExpression type) {
        switch (type) {
            case TypeExpression.Named(String name) -> {
                if (Character.isUpperCase(name.charAt(0))) {
                    registry.type(name);
                } else {
                    assertTrue(
                            Set.of("string", "integer", "number", "boolean", "any", "object")
                                    .contains(name),
                            name);
                }
            }
            case TypeExpression.Text text -> assertTrue(!text.value().isEmpty());
            case TypeExpression.ListOf(TypeExpression item) -> require(item);
            case TypeExpression.MapOf map -> {
                require(map.value());
                if (map.keys() != null) {
                    registry.type(map.keys());
                }
            }
            case TypeExpression.OneOf(List<TypeExpression> choices) -> choices.forEach(this::require);
        }
    }

    @Test
    void everyScopeOfAMethodIsThere() {
        Set<String> scopes =
                registry.scopes().stream().map(Registry.ScopeKind::name).collect(Collectors.toSet());
        registry.methods().stream()
                .filter(method -> method.scope() != null)
                .forEach(method -> assertTrue(scopes.contains(method.scope()), method.name()));
    }

    @Test
    void everyErrorOfAMethodIsThere() {
        Set<Integer> codes =
                registry.errors().stream().map(Registry.ErrorKind::code).collect(Collectors.toSet());
        registry.methods()
                .forEach(method ->
                        method.errors().forEach(error -> assertTrue(codes.contains(error.code()), method.name())));
    }

    @Test
    void noNameIsThereTwice() {
        assertUnique(registry.types().stream().map(Registry.NamedType::name));
        assertUnique(registry.methods().stream().map(Registry.MethodKind::name));
        assertUnique(registry.events().stream().map(Registry.EventKind::type));
        assertUnique(registry.limits().stream().map(Registry.Limit::name));
        assertUnique(registry.envelope().stream().map(Registry.Field::name));
        registry.types().forEach(type -> assertUnique(type.fields().stream().map(Registry.Field::name)));
    }

    private static void assertUnique(Stream<String> names) {
        List<String> all = names.toList();
        assertEquals(all.stream().distinct().toList(), all);
    }

    @Test
    void aMemberThatTheReaderDoesNotKnowIsRefused() throws IOException {
        String json = Files.readString(FOLDER.resolve("registry.json"));
        assertThrows(
                JsonProcessingException.class,
                () -> Registry.parse(json.replaceFirst("\"optional\": true", "\"optionl\": true")));
    }

    @Test
    void theSchemaKnowsTheMembersThatTheReaderKnows() {
        assertEquals(members(Registry.class), properties(schema));
        assertEquals(members(Registry.Field.class), properties(schema.at("/$defs/field")));
        assertEquals(members(Registry.Choice.class), properties(schema.at("/$defs/choice")));
        assertEquals(members(Registry.NamedType.class), properties(schema.at("/$defs/type")));
        assertEquals(members(Registry.Form.class), properties(schema.at("/$defs/form")));
        assertEquals(members(Registry.MethodKind.class), properties(schema.at("/$defs/method")));
        assertEquals(members(Registry.EventKind.class), properties(schema.at("/$defs/event")));
    }

    private static Set<String> members(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RegistryFileTest::member)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String member(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null
                ? component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                : named.value();
    }

    private static Set<String> properties(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Job[", "Job]", "| Job", "Job |", "'oldest", "(Job", "Job{", "Job Run", "1"})
    void whatIsNoTypeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TypeExpression.parse(text));
    }

    private Stream<Registry.Field> fields() {
        return Stream.of(
                        registry.envelope().stream(),
                        registry.types().stream().flatMap(type -> type.fields().stream()),
                        registry.types().stream()
                                .flatMap(type -> type.values().stream())
                                .flatMap(value -> value.fields().stream()),
                        registry.methods().stream()
                                .flatMap(method -> method.forms().stream())
                                .flatMap(form ->
                                        Stream.concat(form.request().stream(), form.response().fields().stream())),
                        registry.eventSubjects().stream().flatMap(subject -> subject.fields().stream()),
                        registry.events().stream().flatMap(event -> event.fields().stream()))
                .flatMap(fields -> fields);
    }
}
