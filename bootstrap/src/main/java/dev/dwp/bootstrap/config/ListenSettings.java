package dev.dwp.bootstrap.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address that the server listens on.
 *
 * @param host as it was written, without brackets
 * @param address what the host's name stands for
 * @param port 0 for any that is free
 * @param path base path of the protocol's transports, such as {@code /dwp}
 * @param tls whether and how connections are encrypted
 */
public record ListenSettings(String host, InetAddress address, int port, String path, Tls tls) {

    /** Whether it is to be reached by the name that stands for 127.0.0.1 and for ::1. */
    public boolean bothLoopbacks() {
        return host.equalsIgnoreCase("localhost");
    }

    /** Whether only this machine can connect. */
    public boolean loopback() {
        return address.isLoopbackAddress();
    }

    static ListenSettings from(Values values) {
        String host = values.get(Settings.HOST);
        return new ListenSettings(
                host, resolve(host), values.get(Settings.PORT), values.get(Settings.PATH), Tls.from(values));
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ConfigurationFailure(
                    ("server.host cannot be '%s': no address has that name. Use an address of this machine, 127.0.0.1 to"
                                    + " be reached from this machine only, or 0.0.0.0 to be reached from anywhere.")
                            .formatted(host));
        }
    }
}
