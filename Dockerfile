FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/touchstone ./cmd/touchstone \
    && mkdir /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=busybox:1.37-uclibc /bin/wget /usr/bin/wget
COPY --from=build /out/touchstone /usr/bin/touchstone
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["/usr/bin/wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["/usr/bin/touchstone"]
CMD ["serve", "--addr", ":8080", "--db", "/data/touchstone.db"]
