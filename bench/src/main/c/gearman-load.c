/*
 * Clients and workers of Gearman in one process, each a thread with a connection of its own: the
 * generator of bench/compare for Gearman, which speaks as io.plimsoll.bench.compare.Generator does.
 *
 *     gearman-load PORT SERVER_PID ARGUMENT ANSWER
 *
 * Each line of standard input is a run: workers, slots of a worker, clients, requests in flight of a
 * client, then milliseconds to warm up, milliseconds to measure, microseconds between an answer and
 * the next request. Each is answered by a line: jobs, nanoseconds, 50th, 99th and 99.9th percentile
 * in nanoseconds, milliseconds of processor time of the server. Ends when standard input does.
 */
#include <libgearman/gearman.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HOST "127.0.0.1"
#define FUNCTION "bench"

/* How often a worker without work looks whether the run is over; no job waits for it. */
#define LOOK_MILLIS 200

/* A run of more threads than this is a mistake. */
#define MAX_THREADS 1024

static in_port_t port;
static const char *argument;
static const char *answer;

enum phase { WARMING, MEASURING, CLIENTS_END, WORKERS_END };

static _Atomic enum phase phase;
static long pause_micros;

struct latencies {
  pthread_t thread;
  uint64_t *nanos;
  size_t count;
  size_t capacity;
};

static void die(const char *what, const char *why) {
  printf("error: %s: %s\n", what, why);
  exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void pause_for(long micros) {
  struct timespec t = {micros / 1000000, micros % 1000000 * 1000};
  nanosleep(&t, NULL);
}

/* User and system time of a process, in milliseconds. */
static long processor_millis(const char *pid) {
  char path[64];
  char stat[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    die("server", "has ended");
  }
  size_t length = fread(stat, 1, sizeof stat - 1, file);
  fclose(file);
  stat[length] = 0;
  /* The second field is the name in parentheses, which may hold anything. */
  char *rest = strrchr(stat, ')');
  unsigned long user, system;
  if (rest == NULL ||
      sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) {
    die("/proc/PID/stat", stat);
  }
  return (long)((user + system) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

static void *work(gearman_job_st *job, void *context, size_t *size, gearman_return_t *result) {
  (void)job;
  (void)context;
  *size = strlen(answer);
  *result = GEARMAN_SUCCESS;
  char *copy = malloc(*size);
  memcpy(copy, answer, *size);
  return copy;
}

static void *worker_main(void *unused) {
  (void)unused;
  gearman_worker_st *worker = gearman_worker_create(NULL);
  gearman_worker_set_timeout(worker, LOOK_MILLIS);
  if (gearman_worker_add_server(worker, HOST, port) != GEARMAN_SUCCESS ||
      gearman_worker_add_function(worker, FUNCTION, 0, work, NULL) != GEARMAN_SUCCESS) {
    die("worker", gearman_worker_error(worker));
  }
  while (atomic_load(&phase) != WORKERS_END) {
    gearman_return_t done = gearman_worker_work(worker);
    if (done != GEARMAN_SUCCESS && done != GEARMAN_TIMEOUT) {
      die("worker", gearman_worker_error(worker));
    }
  }
  gearman_worker_free(worker);
  return NULL;
}

static void note(struct latencies *mine, uint64_t nanos) {
  if (mine->count == mine->capacity) {
    mine->capacity = mine->capacity == 0 ? 4096 : 2 * mine->capacity;
    mine->nanos = realloc(mine->nanos, mine->capacity * sizeof *mine->nanos);
    if (mine->nanos == NULL) {
      die("memory", "none left");
    }
  }
  mine->nanos[mine->count++] = nanos;
}

static void *client_main(void *given) {
  struct latencies *mine = given;
  gearman_client_st *client = gearman_client_create(NULL);
  if (gearman_client_add_server(client, HOST, port) != GEARMAN_SUCCESS) {
    die("client", gearman_client_error(client));
  }
  size_t length = strlen(argument);
  while (atomic_load(&phase) < CLIENTS_END) {
    size_t size;
    gearman_return_t done;
    uint64_t start = now();
    void *got = gearman_client_do(client, FUNCTION, NULL, argument, length, &size, &done);
    if (done != GEARMAN_SUCCESS || size != strlen(answer)) {
      die("client", gearman_client_error(client));
    }
    if (atomic_load(&phase) == MEASURING) {
      note(mine, now() - start);
    }
    free(got);
    if (pause_micros > 0) {
      pause_for(pause_micros);
    }
  }
  gearman_client_free(client);
  return NULL;
}

static int ascending(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a;
  uint64_t y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static uint64_t percentile(const uint64_t *sorted, size_t count, double percent) {
  double rank = percent / 100 * (double)count;
  size_t index = (size_t)rank;
  return count == 0 ? 0 : sorted[index < count ? index : count - 1];
}

static void print(struct latencies *all, size_t clients, uint64_t nanos, long millis) {
  size_t jobs = 0;
  for (size_t i = 0; i < clients; i++) {
    jobs += all[i].count;
  }
  uint64_t *sorted = malloc((jobs + 1) * sizeof *sorted);
  size_t at = 0;
  for (size_t i = 0; i < clients; i++) {
    if (all[i].count > 0) {
      memcpy(sorted + at, all[i].nanos, all[i].count * sizeof *sorted);
      at += all[i].count;
    }
    free(all[i].nanos);
  }
  qsort(sorted, jobs, sizeof *sorted, ascending);
  printf("%zu %llu %llu %llu %llu %ld\n", jobs, (unsigned long long)nanos,
         (unsigned long long)percentile(sorted, jobs, 50),
         (unsigned long long)percentile(sorted, jobs, 99),
         (unsigned long long)percentile(sorted, jobs, 99.9), millis);
  free(sorted);
}

static void start(pthread_t *thread, void *(*body)(void *), void *given) {
  if (pthread_create(thread, NULL, body, given) != 0) {
    die("thread", "cannot be started");
  }
}

int main(int argc, char **argv) {
  if (argc != 5) {
    die("usage", "gearman-load PORT SERVER_PID ARGUMENT ANSWER");
  }
  port = (in_port_t)atoi(argv[1]);
  argument = argv[3];
  answer = argv[4];
  setvbuf(stdout, NULL, _IOLBF, 0);
  char line[256];
  while (fgets(line, sizeof line, stdin) != NULL) {
    size_t workers, slots, clients, in_flight;
    long warm_millis, measure_millis;
    if (sscanf(line, "%zu %zu %zu %zu %ld %ld %ld", &workers, &slots, &clients, &in_flight,
               &warm_millis, &measure_millis, &pause_micros) != 7 ||
        workers > MAX_THREADS || clients > MAX_THREADS || slots != 1 || in_flight != 1) {
      die("run", "seven numbers, one slot a worker, one request in flight a client");
    }
    static pthread_t worker_threads[MAX_THREADS];
    static struct latencies all[MAX_THREADS];
    memset(all, 0, sizeof all);
    atomic_store(&phase, WARMING);
    for (size_t i = 0; i < workers; i++) {
      start(&worker_threads[i], worker_main, NULL);
    }
    for (size_t i = 0; i < clients; i++) {
      start(&all[i].thread, client_main, &all[i]);
    }
    pause_for(warm_millis * 1000);
    long millis_before = processor_millis(argv[2]);
    uint64_t begin = now();
    atomic_store(&phase, MEASURING);
    pause_for(measure_millis * 1000);
    atomic_store(&phase, CLIENTS_END);
    uint64_t nanos = now() - begin;
    long millis = processor_millis(argv[2]) - millis_before;
    for (size_t i = 0; i < clients; i++) {
      pthread_join(all[i].thread, NULL);
    }
    atomic_store(&phase, WORKERS_END);
    for (size_t i = 0; i < workers; i++) {
      pthread_join(worker_threads[i], NULL);
    }
    print(all, clients, nanos, millis);
  }
  return 0;
}
