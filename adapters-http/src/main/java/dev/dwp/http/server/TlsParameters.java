package dev.dwp.http.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** What a configurator asks for one connection: whole SSL parameters, or single settings. */
final class TlsParameters extends HttpsParameters {
    private final HttpsConfigurator configurator;
    private final InetSocketAddress client;
    private @Nullable SSLParameters whole;

    TlsParameters(HttpsConfigurator configurator, InetSocketAddress client) {
        this.configurator = configurator;
        this.client = client;
    }

    @Override
    public HttpsConfigurator getHttpsConfigurator() {
        return configurator;
    }

    @Override
    public InetSocketAddress getClientAddress() {
        return client;
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        whole = parameters;
    }

    /** What was asked for, over the defaults of the socket. */
    SSLParameters resolve(SSLParameters defaults) {
        SSLParameters result = whole != null ? whole : defaults;
        if (result.getProtocols() == null) {
            result.setProtocols(defaults.getProtocols());
        }
        if (whole == null) {
            applySingle(result);
        }
        return result;
    }

    private void applySingle(SSLParameters result) {
        if (getProtocols() != null) {
            result.setProtocols(getProtocols());
        }
        if (getCipherSuites() != null) {
            result.setCipherSuites(getCipherSuites());
        }
        if (getNeedClientAuth()) {
            result.setNeedClientAuth(true);
        } else if (getWantClientAuth()) {
            result.setWantClientAuth(true);
        }
    }
}
