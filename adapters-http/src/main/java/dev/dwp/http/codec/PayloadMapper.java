package dev.dwp.http.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.dwp.domain.frame.Value;

/** Jackson as payloads need it: strict and exact. */
final class PayloadMapper {
    private PayloadMapper() {}

    static JsonMapper create() {
        return JsonMapper.builder()
                .annotationIntrospector(new RecordRules())
                .addModule(module())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .withCoercionConfigDefaults(PayloadMapper::refuseAll)
                .withCoercionConfig(
                        LogicalType.Float,
                        // every whole number is a number
                        floats -> floats.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert))
                .build();
    }

    private static void refuseAll(MutableCoercionConfig coercions) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            coercions.setCoercion(shape, CoercionAction.Fail);
        }
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("dwp");
        module.setDeserializers(new ValueDeserializers());
        module.addSerializer(Value.class, new ValueSerializer());
        TextForm.ALL.forEach(form -> form.addTo(module));
        FloatingPoint.addTo(module);
        return module;
    }
}
