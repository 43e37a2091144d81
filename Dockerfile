# syntax=docker/dockerfile:1.7

# Builds on the machine's own architecture, so that each is built natively (see .github/workflows/release.yaml).
FROM swift:6.3-bookworm AS build
# Versions are Debian's, which moves none within a release but for security.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libcurl4-openssl-dev libssl-dev libyaml-dev zlib1g-dev pkg-config binutils ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src

# The dependencies by themselves: this layer is built anew only when they change.
COPY Package.swift ./
RUN --mount=type=cache,target=/root/.cache/org.swift.swiftpm,sharing=locked \
    swift package resolve

COPY Sources ./Sources
COPY Scripts/image-tree ./Scripts/image-tree
# The tests' targets are named in Package.swift, and must be there; they are not built.
COPY Tests ./Tests
RUN --mount=type=cache,target=/root/.cache/org.swift.swiftpm,sharing=locked \
    swift build --configuration release --product evenkeel --static-swift-stdlib \
    && Scripts/image-tree "$(swift build --configuration release --show-bin-path)/evenkeel" /out

# No shell, no package manager: the binary, the libraries that it is linked to, and the public certificate authorities. Their
# security updates come with each build, and so do the time zones of freeze windows, which are the toolchain's.
FROM scratch
COPY --from=build /out/ /

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Evenkeel" \
      org.opencontainers.image.description="Remediates Kubernetes workloads by reversible changes" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# One heap, and what is free goes back to the system: with 10,000 pods that is 70 MiB instead of 88.
ENV MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=131072

# A number, so that a kubelet can see that it is not root.
USER 65532:65532
EXPOSE 8080
# Kubernetes asks /livez and /readyz; an image's own check would be a third opinion.
# checkov:skip=CKV_DOCKER_2:Kubernetes asks /livez and /readyz
ENTRYPOINT ["/usr/local/bin/evenkeel"]
CMD ["run", "--listen=0.0.0.0:8080"]
