package dev.dwp.architecture;

import dev.dwp.application.frame.FrameRouter;
import dev.dwp.bootstrap.metrics.PrometheusMetrics;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.endpoint.DwpRoutes;
import dev.dwp.persistence.memory.MemoryStore;

/** The modules, each with a class that shows where its main classes are, in a folder or in a jar. */
enum Module {
    DOMAIN("domain", "dev.dwp.domain", Frame.class, 80),
    APPLICATION("application", "dev.dwp.application", FrameRouter.class, 180),
    HTTP("adapters-http", "dev.dwp.http", DwpRoutes.class, 160),
    PERSISTENCE("adapters-persistence", "dev.dwp.persistence", MemoryStore.class, 30),
    BOOTSTRAP("bootstrap", "dev.dwp.bootstrap", PrometheusMetrics.class, 60);

    private final String folder;
    private final String root;
    private final Class<?> anchor;
    private final int fewestClasses;

    Module(String folder, String root, Class<?> anchor, int fewestClasses) {
        this.folder = folder;
        this.root = root;
        this.anchor = anchor;
        this.fewestClasses = fewestClasses;
    }

    /** Its folder in the repository. */
    String folder() {
        return folder;
    }

    /** All of its packages, as ArchUnit writes that. */
    String packages() {
        return root + "..";
    }

    /** A class of it. */
    Class<?> anchor() {
        return anchor;
    }

    /** It has more classes than that: fewer mean that the import went wrong. */
    int fewestClasses() {
        return fewestClasses;
    }
}
