// y = a x + y on one GPU, checked on the processor: a workload for a backend with real GPUs.
//
//   nvcc -O2 -o saxpy saxpy.cu
//   saxpy DEVICE
//
// DEVICE is a device file, such as /dev/nvidia0. Exit code 0: right; 1: wrong; 2: bad usage; 3: the device
// cannot be used.

#include <cuda_runtime.h>
#include <glob.h>

#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr int kElements = 1 << 24;  // 64 MiB for each of the two vectors
constexpr int kRounds = 100;
constexpr int kThreads = 256;
constexpr float kFactor = 0.5f;

__global__ void saxpy(int n, float a, const float *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}

void check(cudaError_t error, const char *what) {
  if (error != cudaSuccess) {
    std::fprintf(stderr, "saxpy: %s: %s\n", what, cudaGetErrorString(error));
    std::exit(3);
  }
}

std::vector<std::string> files(const char *pattern) {
  glob_t found;
  std::vector<std::string> names;
  if (glob(pattern, 0, nullptr, &found) == 0) {
    names.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  globfree(&found);
  return names;
}

// The number at the end of a device file's name, which the driver calls its minor number; -1 = none.
int minor_number(const std::string &path) {
  size_t digits = path.size();
  while (digits > 0 && std::isdigit(static_cast<unsigned char>(path[digits - 1]))) digits--;
  return digits < path.size() && path.size() - digits < 6 ? std::atoi(path.c_str() + digits) : -1;
}

// What the driver says of its devices leads from the minor number to the PCI address, by which CUDA knows them.
int by_address(int minor) {
  for (const std::string &name : files("/proc/driver/nvidia/gpus/*/information")) {
    std::FILE *file = std::fopen(name.c_str(), "r");
    char line[256];
    int found = -1;
    while (file != nullptr && std::fgets(line, sizeof line, file) != nullptr) {
      std::sscanf(line, "Device Minor: %d", &found);
    }
    if (file != nullptr) std::fclose(file);
    if (found == minor) {
      std::string folder = name.substr(0, name.rfind('/'));
      int device;
      if (cudaDeviceGetByPCIBusId(&device, folder.substr(folder.rfind('/') + 1).c_str()) == cudaSuccess) {
        return device;
      }
      cudaGetLastError();  // it is not one of ours, and not to be seen by the next check
    }
  }
  return -1;
}

// Without the driver's own word: device files and CUDA, told so, both count in the order of PCI addresses.
int by_order(int minor) {
  int before = 0;
  for (const std::string &name : files("/dev/nvidia[0-9]*")) {
    int other = minor_number(name);
    if (other >= 0 && other < minor) before++;
  }
  return before;
}

}  // namespace

int main(int argc, char **argv) {
  int minor = argc == 2 ? minor_number(argv[1]) : -1;
  if (minor < 0) {
    std::fprintf(stderr, "usage: saxpy DEVICE (expected: a device file such as /dev/nvidia0)\n");
    return 2;
  }
  setenv("CUDA_DEVICE_ORDER", "PCI_BUS_ID", 1);
  int device = by_address(minor);
  if (device < 0) device = by_order(minor);
  check(cudaSetDevice(device), argv[1]);
  cudaDeviceProp properties;
  check(cudaGetDeviceProperties(&properties, device), argv[1]);

  // Small whole numbers and halves: every sum is exact, whatever the order of rounding.
  std::vector<float> x(kElements), y(kElements);
  for (int i = 0; i < kElements; i++) {
    x[i] = static_cast<float>(i % 1024);
    y[i] = static_cast<float>(i % 7);
  }
  const size_t bytes = kElements * sizeof(float);
  float *device_x, *device_y;
  check(cudaMalloc(&device_x, bytes), "memory");
  check(cudaMalloc(&device_y, bytes), "memory");
  check(cudaMemcpy(device_x, x.data(), bytes, cudaMemcpyHostToDevice), "copying to the device");
  check(cudaMemcpy(device_y, y.data(), bytes, cudaMemcpyHostToDevice), "copying to the device");

  auto begun = std::chrono::steady_clock::now();
  for (int round = 0; round < kRounds; round++) {
    saxpy<<<(kElements + kThreads - 1) / kThreads, kThreads>>>(kElements, kFactor, device_x, device_y);
  }
  check(cudaGetLastError(), "starting the kernel");
  check(cudaDeviceSynchronize(), "running the kernel");
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;

  std::vector<float> result(kElements);
  check(cudaMemcpy(result.data(), device_y, bytes, cudaMemcpyDeviceToHost), "copying from the device");
  cudaFree(device_x);
  cudaFree(device_y);
  for (int i = 0; i < kElements; i++) {
    float expected = kRounds * kFactor * x[i] + y[i];
    if (result[i] != expected) {
      std::fprintf(stderr, "saxpy: element %d: %g (expected: %g)\n", i, result[i], expected);
      return 1;
    }
  }
  double gigabytes = 3.0 * bytes * kRounds / 1e9;
  std::printf("saxpy on %s, %s: %d rounds of %d elements are right, %.0f GB/s\n", argv[1], properties.name,
              kRounds, kElements, gigabytes / seconds.count());
  return 0;
}
