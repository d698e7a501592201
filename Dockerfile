# An image of the archive: ./build dist && docker build -t dwp .
# It wants keys of your own (DWP_AUTH_KEY_<NAME>_TOKEN and _SCOPES), since it listens on every address.
FROM eclipse-temurin:25-jre
ADD dist/target/dwp-*.tar.gz /opt/
RUN ln -s /opt/dwp-* /opt/dwp && useradd --system --home-dir /data dwp && install -d -o dwp -g dwp /data
USER dwp
WORKDIR /data
VOLUME /data
ENV DWP_SERVER_HOST=0.0.0.0 DWP_STORE=sqlite:/data/dwp.db
EXPOSE 8080
ENTRYPOINT ["/opt/dwp/bin/dwp"]
CMD ["serve", "--no-demo"]
