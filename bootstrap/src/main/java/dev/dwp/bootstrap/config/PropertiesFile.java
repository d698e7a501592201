package dev.dwp.bootstrap.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A configuration file: Java properties in UTF-8. A key that is unknown stops the start; a blank value counts as none. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Map<String, Given> read(Path file) {
        Map<String, Given> values = new TreeMap<>();
        load(file).forEach((property, text) -> {
            String key = (String) property;
            KnownKeys.require(key, file.toString());
            if (!((String) text).isBlank()) {
                values.put(key, Given.by(file.toString(), (String) text));
            }
        });
        return values;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new ConfigurationFailure("The configuration file %s is not UTF-8; save it as that.".formatted(file));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationFailure(
                    "The configuration file %s has a broken \\u escape; write the character itself.".formatted(file));
        } catch (IOException e) {
            throw new ConfigurationFailure(
                    "The configuration file %s cannot be read; check that it exists and may be.".formatted(file));
        }
        return properties;
    }
}
