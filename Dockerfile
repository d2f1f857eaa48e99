# The application: one image for servers, workers and commands.
FROM node:24-bookworm-slim AS web
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.13-slim-bookworm AS python
WORKDIR /opt/atalaya
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY platform platform
COPY forum forum
COPY strategies_db strategies_db
RUN /opt/venv/bin/pip install --no-deps --no-build-isolation -e .

FROM python:3.13-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client tini \
    tesseract-ocr tesseract-ocr-spa tesseract-ocr-por tesseract-ocr-fra \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/atalaya --create-home atalaya
COPY --from=python /opt/venv /opt/venv
COPY --from=python /opt/atalaya /opt/atalaya
COPY --from=web /build/frontend/dist /opt/atalaya/frontend/dist
ENV PATH=/opt/venv/bin:$PATH ATALAYA_DATA=/var/lib/atalaya ATALAYA_HOST=0.0.0.0 ATALAYA_LOG_FORMAT=json
USER atalaya
WORKDIR /var/lib/atalaya
VOLUME /var/lib/atalaya
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["tini", "--"]
CMD ["atalaya", "serve"]
