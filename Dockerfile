# An image of the archive: ./build dist && docker build -t dwp . (docs/installing.md has more)
# It wants keys of your own (DWP_AUTH_KEY_<NAME>_TOKEN and _SCOPES), since it listens on every address.
FROM eclipse-temurin:25-jre
ADD dist/target/dwp-*.tar.gz /opt/
RUN ln -s /opt/dwp-* /opt/dwp \
  && groupadd --gid 10001 dwp \
  && useradd --uid 10001 --gid dwp --no-create-home --home-dir /data --shell /usr/sbin/nologin dwp \
  && install -d -o dwp -g dwp -m 0750 /data \
  && /opt/dwp/bin/dwp prepare
# By number, so that Kubernetes sees that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV DWP_SERVER_HOST=0.0.0.0 DWP_STORE=sqlite:/data/dwp.db
EXPOSE 8080
ENTRYPOINT ["/opt/dwp/bin/dwp"]
CMD ["serve", "--no-demo", "--wait"]
