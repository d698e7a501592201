package dev.dwp.http.codec;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out, before the first payload comes, whether a type can be bound at all: each type within it is tried with an object
 * without members, which Jackson refuses in another way where it knows no way to make such a type. Not thread-safe.
 */
final class Bindable {
    private final JsonMapper mapper;
    private final Set<JavaType> seen = new HashSet<>();

    Bindable(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Looks at a type and all within it.
     *
     * @param where what is of that type, as a message names it
     * @throws IllegalArgumentException naming the type that cannot be bound, and the way out
     */
    void require(JavaType type, String where) {
        if (Value.class.isAssignableFrom(type.getRawClass()) || !seen.add(type)) {
            return;
        }
        requireNoOpenParameter(type, where);
        if (type.isContainerType()) {
            requireContent(type, where);
        } else {
            tryOut(type, where);
            requireMembers(type, where);
        }
    }

    private void requireContent(JavaType type, String where) {
        JavaType key = type.getKeyType();
        if (key != null) {
            require(key, where);
        }
        require(type.getContentType(), where);
    }

    private void requireMembers(JavaType type, String where) {
        if (isOfTheJdk(type)) {
            return;
        }
        BeanDescription bean = mapper.getDeserializationConfig().introspect(type);
        for (BeanPropertyDefinition member : bean.findProperties()) {
            if (member.couldDeserialize()) {
                require(member.getPrimaryType(), where + "." + member.getName());
            }
        }
    }

    private static boolean isOfTheJdk(JavaType type) {
        return type.isPrimitive()
                || type.isEnumType()
                || type.getRawClass().getName().startsWith("java.");
    }

    /** A record's type parameter that nothing is said of would be bound as an {@code Object}, and fail in the handler. */
    private static void requireNoOpenParameter(JavaType type, String where) {
        if (type.getRawClass().isRecord()
                && type.getRawClass().getTypeParameters().length > 0
                && type.getBindings().isEmpty()) {
            throw refusal(type, where, "it has a type parameter that is open; declare a record without one.");
        }
    }

    private void tryOut(JavaType type, String where) {
        try {
            mapper.readerFor(type).readValue("{}");
        } catch (InvalidDefinitionException e) {
            throw refusal(type, where, wayOut(type));
        } catch (IOException | RuntimeException fine) {
            // An empty object does not fit, or the type's own code refuses it: it can be made of others.
            return;
        }
    }

    private static String wayOut(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.getName().startsWith("java.util.Optional")) {
            return "declare what is in it, marked @Nullable.";
        }
        if (raw.isSealed() || raw.isInterface() || type.isAbstract()) {
            return "nothing says which of its kinds a payload is; mark it with Jackson's @JsonTypeInfo and @JsonSubTypes, or"
                    + " declare a record with a member for each kind, marked @Nullable.";
        }
        return "declare a record, a collection, a text, a number, a time of java.time, or Value in its place.";
    }

    private static IllegalArgumentException refusal(JavaType type, String where, String wayOut) {
        return new IllegalArgumentException(
                "No payload can become %s (%s): %s".formatted(type.getRawClass().getName(), where, wayOut));
    }
}
