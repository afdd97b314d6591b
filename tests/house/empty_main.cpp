// SPDX-License-Identifier: Apache-2.0
// The body of every link test: a layer's whole archive must link with nothing but what it declares.
int main() { return 0; }
