package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.persistence.jdbc.doctor.Doctor;
import dev.dwp.persistence.jdbc.doctor.Finding;
import dev.dwp.persistence.jdbc.doctor.Norms;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code dwp doctor} has found. */
record Examination(List<Finding> findings) {

    /** Keeps its own copy. */
    Examination {
        findings = List.copyOf(findings);
    }

    /**
     * Looks at the store that is configured.
     *
     * @throws StartFailure with a sentence when nobody can from here
     */
    static Examination of(Configuration configuration, boolean repair) {
        Norms norms =
                Norms.of(configuration.work().lease(), configuration.storage().eventAge());
        Doctor doctor = Stores.doctor(configuration.storage().store(), norms, InstantSource.system());
        return new Examination(repair ? doctor.repair() : doctor.examine());
    }

    /** Whether anything is broken. */
    boolean failed() {
        return count(Finding.Level.FAIL) > 0;
    }

    /** A line for each check, and one that counts. */
    String text() {
        String lines =
                findings.stream().map(finding -> "%s%n".formatted(finding)).collect(Collectors.joining());
        return "%s%d ok, %d warn, %d FAIL%n"
                .formatted(lines, count(Finding.Level.OK), count(Finding.Level.WARN), count(Finding.Level.FAIL));
    }

    private long count(Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
