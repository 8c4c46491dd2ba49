// The innermost loops of Eigen's matrix products, where large problems spend most of their time.
// Every file that multiplies matrices would compile a copy of its own, and the linker keeps the
// first it meets: this file is compiled for speed and linked first, the others for size.
#include <Eigen/Core>

namespace Eigen::internal {

using Traits = gebp_traits<double, double>;
using Target = blas_data_mapper<double, Index, ColMajor, Unaligned, 1>;
template <int order>
using Source = const_blas_data_mapper<double, Index, order>;

template struct gebp_kernel<double, double, Index, Target, Traits::mr, Traits::nr, false, false>;

template struct general_matrix_vector_product<Index, double, Source<ColMajor>, ColMajor, false,
                                              double, Source<ColMajor>, false>;
template struct general_matrix_vector_product<Index, double, Source<ColMajor>, ColMajor, false,
                                              double, Source<RowMajor>, false>;
template struct general_matrix_vector_product<Index, double, Source<RowMajor>, RowMajor, false,
                                              double, Source<ColMajor>, false>;

}  // namespace Eigen::internal
