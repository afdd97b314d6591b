// SPDX-License-Identifier: Apache-2.0
// log, exp, sine and the inverse normal distribution from +, -, *, / and sqrt alone, which IEEE 754
// rounds the same everywhere. Math libraries differ in the last bit, even between processors of one
// machine type, and one bit is enough to give another digest. Relative error below 4e-16 (log,
// exp).
#pragma once

namespace gatetwin {

double portable_log(double x); // x > 0 and finite; 0 gives -infinity, below 0 gives NaN
double portable_exp(double x);
double portable_pow(double base, double exponent); // base > 0
// Quantile of the standard normal distribution, 0 < p < 1. P. J. Acklam's rational approximation:
// relative error below 1.2e-9, far below what any sample can tell.
double portable_normal_quantile(double p);
// Of an angle in degrees, any finite one; absolute error below 1e-15.
double portable_sin_degrees(double angle);
double portable_cos_degrees(double angle);

} // namespace gatetwin
