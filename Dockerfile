# The same Debian and Python that the tests run on.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.txt
COPY . .
# The user of the container may not write here, and every reader of a file starts anew.
RUN python -m compileall -q mentorship monitoring roadmaps

ENV MENTORSHIP_DATA=/data PYTHONUNBUFFERED=1
RUN useradd --system --no-create-home mentorship && install --directory --owner=mentorship /data
USER mentorship
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "mentorship.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", "--no-control-socket"]
