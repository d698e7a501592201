package dev.dwp.client.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of the protocol by typed accessors. Members that this version of the client has no accessor for are in
 * {@link #json}. Immutable as long as nobody changes that tree; equal when all members are.
 */
public abstract class View {
    private final JsonNode json;
    private final ObjectMapper mapper;

    View(JsonNode json, ObjectMapper mapper) {
        this.json = json;
        this.mapper = mapper;
    }

    /** The whole object with the protocol's names. */
    public final JsonNode json() {
        return json;
    }

    /** Names of members that were too large for a frame, such as {@code payload}; calls over HTTP have them. */
    public final List<String> omitted() {
        return list("omitted", JsonNode::asText);
    }

    final ObjectMapper mapper() {
        return mapper;
    }

    final @Nullable String text(String name) {
        return json.path(name).textValue();
    }

    final String required(String name) {
        return json.path(name).asText();
    }

    final long number(String name) {
        return json.path(name).asLong();
    }

    final @Nullable Long optionalNumber(String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? value.longValue() : null;
    }

    final @Nullable Instant instant(String name) {
        String text = text(name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    final Instant requiredInstant(String name) {
        Instant instant = instant(name);
        if (instant == null) {
            throw new IllegalStateException("The server sent no '%s' in %s".formatted(name, json));
        }
        return instant;
    }

    final @Nullable Duration millis(String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? Duration.ofMillis(value.longValue()) : null;
    }

    /** A state of an enum that ends with {@code UNKNOWN}, for what only newer servers know. */
    final <E extends Enum<E>> E state(Class<E> type) {
        E[] all = type.getEnumConstants();
        String text = required("state").toUpperCase(Locale.ROOT);
        for (E state : all) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        return all[all.length - 1];
    }

    final <T> @Nullable T as(String name, Class<T> type) {
        try {
            return json.hasNonNull(name) ? mapper.treeToValue(json.get(name), type) : null;
        } catch (JsonProcessingException e) {
            throw misfit(name, type.getTypeName(), e);
        }
    }

    final <T> @Nullable T as(String name, TypeReference<T> type) {
        try {
            return json.hasNonNull(name) ? mapper.treeToValue(json.get(name), type) : null;
        } catch (JsonProcessingException e) {
            throw misfit(name, type.getType().getTypeName(), e);
        }
    }

    private static IllegalArgumentException misfit(String name, String type, JsonProcessingException e) {
        return new IllegalArgumentException("'%s' is no %s: %s".formatted(name, type, e.getOriginalMessage()), e);
    }

    final <T> List<T> list(String name, Function<JsonNode, T> each) {
        List<T> items = new ArrayList<>();
        json.path(name).forEach(item -> items.add(each.apply(item)));
        return List.copyOf(items);
    }

    final <T> Map<String, T> map(String name, Function<JsonNode, T> each) {
        Map<String, T> members = new TreeMap<>();
        json.path(name).properties().forEach(member -> members.put(member.getKey(), each.apply(member.getValue())));
        return members;
    }

    @Override
    public final String toString() {
        return json.toString();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof View view && json.equals(view.json);
    }

    @Override
    public final int hashCode() {
        return json.hashCode();
    }
}
