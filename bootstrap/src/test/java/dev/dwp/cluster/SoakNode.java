package dev.dwp.cluster;

import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.session.Tenant;
import java.nio.file.Path;
import java.util.Arrays;

/** A server of the soak as a program: with the demo's handlers, harmful ones, and a journal of what they really do. */
final class SoakNode {
    private SoakNode() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments the file of the journal, the folder of {@link SoakHandlers}, then settings as {@code key=value}
     */
    public static void main(String[] arguments) throws Exception {
        DwpServer.Builder builder = DwpServer.builder()
                .module(new DemoHandlers())
                .module(new SoakHandlers(Path.of(arguments[1])))
                .cron("each-minute", "* * * * *", "echo")
                .interceptor(new Journal(Path.of(arguments[0])))
                .apiKey(Client.OPERATOR, "operator", Tenant.NONE, "*")
                .port(0);
        Arrays.stream(arguments).skip(2).forEach(setting -> {
            int equals = setting.indexOf('=');
            builder.set(setting.substring(0, equals), setting.substring(equals + 1));
        });
        DwpServer server = builder.start();
        System.out.println("ready on " + server.address());
    }
}
