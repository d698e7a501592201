package dev.dwp.http.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.dwp.domain.frame.Value;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be there for a record: every component that is not marked {@code @Nullable}, by JSpecify's annotation or
 * another of that name.
 */
final class RecordRules extends JacksonAnnotationIntrospector {

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        RecordComponent component = component(member);
        return component == null ? super.hasRequiredMarker(member) : Boolean.valueOf(!isNullable(component));
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        RecordComponent component = component(annotated);
        return component == null || isNullable(component) || Value.class.isAssignableFrom(component.getType())
                ? super.findSetterInfo(annotated)
                : JsonSetter.Value.forValueNulls(Nulls.FAIL);
    }

    /** The component that a parameter of a canonical constructor sets. */
    private static @Nullable RecordComponent component(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().isRecord()) {
            RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
            return isCanonical(constructor, components) ? components[parameter.getIndex()] : null;
        }
        return null;
    }

    private static boolean isCanonical(Constructor<?> constructor, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return Arrays.equals(constructor.getParameterTypes(), types);
    }

    private static boolean isNullable(RecordComponent component) {
        return Stream.of(component.getAnnotatedType().getAnnotations(), component.getAnnotations())
                .flatMap(Arrays::stream)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }
}
