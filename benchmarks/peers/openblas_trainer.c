/*
 * The workloads in C: products by OpenBLAS, everything else in plain loops that the compiler vectorises. What a careful
 * programmer writes in a day; the bar for our kernels.
 *
 *   gcc -O3 -march=native -ffast-math -fopenmp openblas_trainer.c -lopenblas -lm
 *
 * W is [inputs, outputs], all matrices are dense and row-major. A softmax with cross-entropy, or a linear output with the
 * mean squared error. Loops over less than PARALLEL elements stay on the calling thread.
 */
#include <cblas.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LAYERS 8
#define SAMPLES 64
#define PARALLEL 32768

typedef struct {
    char name[32], optimizer[16], hidden[16], loss[32];
    int sizes[LAYERS + 1], layers, batch, rows;
    float rate;
} workload;

typedef struct {
    workload w;
    float *x, *targets;                 /* the data */
    int *labels, *order;
    float *theta, *gradient, *m, *v;    /* all parameters, layer by layer: W, then b */
    long parameters, steps;
    float *weights[LAYERS], *biases[LAYERS], *dw[LAYERS], *db[LAYERS];
    float *a[LAYERS + 1], *dz[LAYERS + 1];
} trainer;

static uint64_t state = 88172645463325252u;

static uint64_t next(void)              /* xorshift64: Marsaglia 2003 */
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static float uniform(void) { return (float)(next() >> 40) * (1.0f / (1 << 24)); }

static float *floats(long count)
{
    long bytes = (count * (long)sizeof(float) + 63) / 64 * 64;
    float *memory = aligned_alloc(64, bytes);
    if (memory == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    memset(memory, 0, bytes);
    return memory;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static workload parse(char *text)
{
    workload w = {0};
    char sizes[128];
    if (sscanf(text, "%31[^;];%15[^;];%127[^;];%15[^;];%31[^;];%d;%d;%f", w.name, w.optimizer, sizes, w.hidden, w.loss,
               &w.batch, &w.rows, &w.rate) != 8) {
        fprintf(stderr, "cannot read the workload '%s'\n", text);
        exit(2);
    }
    w.layers = -1;
    for (char *size = strtok(sizes, "-"); size != NULL && w.layers < LAYERS; size = strtok(NULL, "-"))
        w.sizes[++w.layers] = atoi(size);
    return w;
}

static trainer create(workload w)
{
    trainer t = {.w = w};
    int inputs = w.sizes[0], outputs = w.sizes[w.layers];
    t.x = floats((long)w.rows * inputs);
    for (long i = 0; i < (long)w.rows * inputs; i++)
        t.x[i] = uniform() - 0.5f;
    t.labels = calloc(w.rows, sizeof(int));
    t.order = calloc(w.rows, sizeof(int));
    t.targets = floats((long)w.rows * outputs);
    for (int i = 0; i < w.rows; i++) {
        t.labels[i] = (int)(next() % outputs);
        t.order[i] = i;
    }
    for (long i = 0; i < (long)w.rows * outputs; i++)
        t.targets[i] = uniform();

    for (int l = 0; l < w.layers; l++)
        t.parameters += ((long)w.sizes[l] + 1) * w.sizes[l + 1];
    t.theta = floats(t.parameters);
    t.gradient = floats(t.parameters);
    t.m = floats(t.parameters);
    t.v = floats(t.parameters);
    long offset = 0;
    for (int l = 0; l < w.layers; l++) {
        long count = (long)w.sizes[l] * w.sizes[l + 1];
        float bound = sqrtf(6.0f / w.sizes[l]);
        t.weights[l] = t.theta + offset;
        t.dw[l] = t.gradient + offset;
        for (long i = 0; i < count; i++)
            t.weights[l][i] = (2 * uniform() - 1) * bound;
        t.biases[l] = t.theta + offset + count;
        t.db[l] = t.gradient + offset + count;
        offset += count + w.sizes[l + 1];
    }
    for (int l = 0; l <= w.layers; l++) {
        t.a[l] = floats((long)w.batch * w.sizes[l]);
        t.dz[l] = floats((long)w.batch * w.sizes[l]);
    }
    return t;
}

static void forward(trainer *t)
{
    workload *w = &t->w;
    for (int l = 0; l < w->layers; l++) {
        int inputs = w->sizes[l], outputs = w->sizes[l + 1];
        long count = (long)w->batch * outputs;
        float *restrict z = t->a[l + 1];
        const float *restrict b = t->biases[l];
        for (int i = 0; i < w->batch; i++)
            memcpy(z + (long)i * outputs, b, outputs * sizeof(float));
        if (w->batch == 1)
            cblas_sgemv(CblasRowMajor, CblasTrans, inputs, outputs, 1, t->weights[l], outputs, t->a[l], 1, 1, z, 1);
        else
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, w->batch, outputs, inputs, 1, t->a[l], inputs,
                        t->weights[l], outputs, 1, z, outputs);
        if (l == w->layers - 1)
            return;
        if (strcmp(w->hidden, "relu") == 0) {
#pragma omp parallel for simd if (count >= PARALLEL)
            for (long i = 0; i < count; i++)
                z[i] = z[i] > 0 ? z[i] : 0;
        } else {
#pragma omp parallel for simd if (count >= PARALLEL)
            for (long i = 0; i < count; i++)
                z[i] = tanhf(z[i]);
        }
    }
}

/* dZ of the output layer. */
static void output_gradient(trainer *t, const int *rows)
{
    workload *w = &t->w;
    int outputs = w->sizes[w->layers];
    float scale = 1.0f / w->batch;
    if (strcmp(w->loss, "cross-entropy") != 0) {
        for (int i = 0; i < w->batch; i++)
            for (int j = 0; j < outputs; j++)
                t->dz[w->layers][i * outputs + j] =
                    2 * scale / outputs * (t->a[w->layers][i * outputs + j] - t->targets[(long)rows[i] * outputs + j]);
        return;
    }
#pragma omp parallel for if ((long)w->batch * outputs >= PARALLEL)
    for (int i = 0; i < w->batch; i++) {
        const float *restrict z = t->a[w->layers] + (long)i * outputs;
        float *restrict dz = t->dz[w->layers] + (long)i * outputs;
        float maximum = z[0], sum = 0;
        for (int j = 1; j < outputs; j++)
            maximum = z[j] > maximum ? z[j] : maximum;
        for (int j = 0; j < outputs; j++)
            sum += dz[j] = expf(z[j] - maximum);
        float factor = scale / sum;
        for (int j = 0; j < outputs; j++)
            dz[j] *= factor;
        dz[t->labels[rows[i]]] -= scale;
    }
}

static void backward(trainer *t)
{
    workload *w = &t->w;
    for (int l = w->layers - 1; l >= 0; l--) {
        int inputs = w->sizes[l], outputs = w->sizes[l + 1];
        long count = (long)w->batch * inputs;
        float *restrict dz = t->dz[l + 1], *restrict db = t->db[l];
        if (w->batch == 1) {
            memset(t->dw[l], 0, (long)inputs * outputs * sizeof(float));
            cblas_sger(CblasRowMajor, inputs, outputs, 1, t->a[l], 1, dz, 1, t->dw[l], outputs);
        } else {
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, inputs, outputs, w->batch, 1, t->a[l], inputs, dz, outputs,
                        0, t->dw[l], outputs);
        }
        memset(db, 0, outputs * sizeof(float));
        for (int i = 0; i < w->batch; i++)
            for (int j = 0; j < outputs; j++)
                db[j] += dz[(long)i * outputs + j];
        if (l == 0)
            return;

        float *restrict da = t->dz[l];
        const float *restrict a = t->a[l];
        if (w->batch == 1)
            cblas_sgemv(CblasRowMajor, CblasNoTrans, inputs, outputs, 1, t->weights[l], outputs, dz, 1, 0, da, 1);
        else
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, w->batch, inputs, outputs, 1, dz, outputs, t->weights[l],
                        outputs, 0, da, inputs);
        if (strcmp(w->hidden, "relu") == 0) {
#pragma omp parallel for simd if (count >= PARALLEL)
            for (long i = 0; i < count; i++)
                da[i] = a[i] > 0 ? da[i] : 0;
        } else {
#pragma omp parallel for simd if (count >= PARALLEL)
            for (long i = 0; i < count; i++)
                da[i] *= 1 - a[i] * a[i];
        }
    }
}

static void update(trainer *t)
{
    float *restrict theta = t->theta, *restrict m = t->m, *restrict v = t->v;
    const float *restrict g = t->gradient;
    float rate = t->w.rate;
    long count = t->parameters;
    t->steps++;
    if (strcmp(t->w.optimizer, "sgd") == 0) {
#pragma omp parallel for simd if (count >= PARALLEL)
        for (long i = 0; i < count; i++)
            theta[i] -= rate * g[i];
        return;
    }
    float step = (float)(rate / (1 - pow(0.9, t->steps)));
    float correction = (float)(1 / sqrt(1 - pow(0.999, t->steps)));
#pragma omp parallel for simd if (count >= PARALLEL)
    for (long i = 0; i < count; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        theta[i] -= step * m[i] / (sqrtf(v[i]) * correction + 1e-8f);
    }
}

static void train(trainer *t, int epochs)
{
    workload *w = &t->w;
    int inputs = w->sizes[0];
    for (int epoch = 0; epoch < epochs; epoch++) {
        for (int i = w->rows - 1; i > 0; i--) {
            int j = (int)(((next() >> 32) * (uint64_t)(i + 1)) >> 32), kept = t->order[i];
            t->order[i] = t->order[j];
            t->order[j] = kept;
        }
        for (int first = 0; first < w->rows; first += w->batch) {
            const int *rows = t->order + first;
            for (int i = 0; i < w->batch; i++)
                memcpy(t->a[0] + (long)i * inputs, t->x + (long)rows[i] * inputs, inputs * sizeof(float));
            forward(t);
            output_gradient(t, rows);
            backward(t);
            update(t);
        }
    }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median time of one epoch; the same procedure as ours. */
static double median_seconds(trainer *t, double warm_up, double sample, int samples)
{
    int epochs = 1;
    double started = now();
    for (;;) {
        double start = now();
        train(t, epochs);
        double elapsed = now() - start;
        if (elapsed < sample) {
            epochs = (int)ceil(epochs * fmin(fmax(sample / elapsed, 1), 10));
        } else if (now() - started >= warm_up) {
            epochs = (int)ceil(epochs * (sample / elapsed));
            break;
        }
    }
    double seconds[SAMPLES];
    for (int i = 0; i < samples; i++) {
        double start = now();
        train(t, epochs);
        seconds[i] = (now() - start) / epochs;
    }
    qsort(seconds, samples, sizeof(double), ascending);
    return (seconds[(samples - 1) / 2] + seconds[samples / 2]) / 2;
}

int main(int argc, char **argv)
{
    if (argc < 10 || atoi(argv[8]) > SAMPLES) {
        fprintf(stderr, "usage: %s --threads N --warm-up S --sample S --samples N WORKLOAD...\n", argv[0]);
        return 2;
    }
    int threads = atoi(argv[2]), samples = atoi(argv[8]);
    double warm_up = atof(argv[4]), sample = atof(argv[6]);
    openblas_set_num_threads(threads);
    omp_set_num_threads(threads);

    /* The configuration begins with the name and the version. */
    char *configuration = openblas_get_config();
    int version = (int)strcspn(configuration + strcspn(configuration, " ") + 1, " ") + (int)strcspn(configuration, " ") + 1;
    printf("{\"versions\": \"%.*s (%s)\", \"threads\": %d, \"workloads\": [", version, configuration, openblas_get_corename(), threads);
    for (int i = 9; i < argc; i++) {
        trainer t = create(parse(argv[i]));
        double seconds = median_seconds(&t, warm_up, sample, samples) * t.w.batch / t.w.rows;
        printf("%s{\"name\": \"%s\", \"optimizer\": \"%s\", \"microsecondsPerStep\": %.3f}", i > 9 ? ", " : "", t.w.name,
               t.w.optimizer, seconds * 1e6);
        fflush(stdout);
    }
    printf("]}\n");
    return 0;
}
