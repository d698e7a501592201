package dev.dwp.http.codec;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Describes Java types as JSON Schema (draft 2020-12), by what a mapper binds to them. Thread-safe. */
final class JsonSchemas {
    private static final Value.Struct ANYTHING = Value.EMPTY;

    private static final Map<Class<?>, Value.Struct> SIMPLE = Map.ofEntries(
            Map.entry(boolean.class, type("boolean")),
            Map.entry(Boolean.class, type("boolean")),
            Map.entry(byte.class, range(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(Byte.class, range(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(short.class, range(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(Short.class, range(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(int.class, range(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Integer.class, range(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(long.class, range(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(Long.class, range(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(BigInteger.class, type("integer")),
            Map.entry(float.class, type("number")),
            Map.entry(Float.class, type("number")),
            Map.entry(double.class, type("number")),
            Map.entry(Double.class, type("number")),
            Map.entry(BigDecimal.class, type("number")),
            Map.entry(Number.class, type("number")),
            Map.entry(String.class, type("string")),
            Map.entry(CharSequence.class, type("string")),
            Map.entry(byte[].class, text("contentEncoding", "base64")),
            Map.entry(UUID.class, text("format", "uuid")),
            Map.entry(URI.class, text("format", "uri")),
            Map.entry(Instant.class, text("format", "date-time")),
            Map.entry(OffsetDateTime.class, text("format", "date-time")),
            Map.entry(LocalDate.class, text("format", "date")),
            Map.entry(LocalTime.class, type("string")),
            Map.entry(Duration.class, text("format", "duration")),
            Map.entry(Void.class, type("null")),
            Map.entry(void.class, type("null")));

    private final ObjectMapper mapper;

    /** Describes what {@code mapper} binds. */
    JsonSchemas(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The schema of a type; without members where anything fits. */
    Value.Struct of(JavaType type) {
        return of(type, new HashSet<>());
    }

    /** A type within itself is described as an object only: a schema has an end. */
    private Value.Struct of(JavaType type, Set<JavaType> around) {
        Class<?> raw = type.getRawClass();
        Value.Struct simple = SIMPLE.get(raw);
        if (simple != null) {
            return simple;
        }
        if (raw.isEnum()) {
            return constants(raw);
        }
        if (raw == Object.class || Value.class.isAssignableFrom(raw)) {
            return ANYTHING;
        }
        if (type.isReferenceType()) {
            return of(type.getContentType(), around);
        }
        if (type.isMapLikeType()) {
            return Value.struct()
                    .put("type", "object")
                    .put("additionalProperties", of(type.getContentType(), around))
                    .build();
        }
        if (type.isContainerType()) {
            return Value.struct()
                    .put("type", "array")
                    .put("items", of(type.getContentType(), around))
                    .build();
        }
        return around.add(type) ? described(type, around) : type("object");
    }

    private Value.Struct described(JavaType type, Set<JavaType> around) {
        BeanDescription description = mapper.getDeserializationConfig().introspect(type);
        StructBuilder properties = Value.struct();
        List<Value> required = new ArrayList<>();
        for (BeanPropertyDefinition property : description.findProperties()) {
            if (property.couldDeserialize()) {
                properties.put(property.getName(), of(property.getPrimaryType(), around));
                if (property.isRequired()) {
                    required.add(Value.of(property.getName()));
                }
            }
        }
        around.remove(type);
        Value.Struct members = properties.build();
        if (members.members().isEmpty() && !type.isRecordType()) {
            return ANYTHING;
        }
        StructBuilder schema = Value.struct().put("type", "object").put("properties", members);
        return required.isEmpty()
                ? schema.build()
                : schema.put("required", required).build();
    }

    private Value.Struct constants(Class<?> type) {
        List<Value> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(Value.of(mapper.convertValue(constant, String.class)));
        }
        return Value.struct().put("enum", names).build();
    }

    private static Value.Struct type(String name) {
        return Value.struct().put("type", name).build();
    }

    private static Value.Struct range(long least, long most) {
        return Value.struct()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most)
                .build();
    }

    private static Value.Struct text(String name, String value) {
        return Value.struct().put("type", "string").put(name, value).build();
    }
}
